package dev.holdfast.drill.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything the drill can play.
public final class Programme {
  /// In the order of the map.
  public static final List<Scenario> SCENARIOS =
      List.of(
          new DatabaseStopped(),
          new DatabaseFrozen(),
          new ServerKilled(),
          new BlackoutAndKill(),
          new DiskFull(),
          new DiskRefuses(),
          new Poison(),
          new Malformed(),
          new PowerCut());

  public static final List<KnownBad> PROOFS = List.of(KnownBad.values());

  private Programme() {}

  public static Optional<Scenario> find(String label) {
    return Stream.concat(SCENARIOS.stream(), PROOFS.stream())
        .filter(scenario -> scenario.label().equals(label))
        .findFirst();
  }
}
