package dev.holdfast.server.health;

import java.time.Duration;
import java.util.List;

/// What counts as well.
///
/// @param lagMax oldest waiting item up to which the drain is operational
/// @param partitionsAheadMin months that must be prepared
/// @param knownBad promises switched off on purpose, each in one word, shown everywhere
public record HealthConfig(Duration lagMax, int partitionsAheadMin, List<String> knownBad) {
  public HealthConfig {
    knownBad = List.copyOf(knownBad);
  }

  /// 10 s, 2 months, nothing switched off.
  public static HealthConfig defaults() {
    return new HealthConfig(Duration.ofSeconds(10), 2, List.of());
  }

  public HealthConfig withKnownBad(List<String> words) {
    return new HealthConfig(lagMax, partitionsAheadMin, words);
  }
}
