package dev.holdfast.server.api;

import dev.holdfast.server.health.HealthReport;
import dev.holdfast.server.health.Part;
import dev.holdfast.server.live.Observation;
import java.time.Instant;
import java.util.List;

/// The wire form of a health report.
record HealthJson(
    String state,
    Instant at,
    boolean acknowledging,
    List<String> knownBad,
    Figures figures,
    List<PartJson> parts) {

  static HealthJson of(HealthReport report, Observation seen) {
    return new HealthJson(
        report.state().name(),
        report.at(),
        report.acknowledging(),
        report.knownBad(),
        Figures.of(seen),
        report.parts().stream().map(PartJson::of).toList());
  }

  /// How much waits, how long, and how fast it moves.
  record Figures(
      long waiting,
      double lagSeconds,
      double acceptedPerSecond,
      double drainedPerSecond,
      long quarantined,
      long unexplained,
      long journalBytesFree) {
    static Figures of(Observation seen) {
      return new Figures(
          seen.engine().waiting(),
          seen.sample().lagSeconds(),
          seen.sample().acceptedPerSecond(),
          seen.sample().drainedPerSecond(),
          seen.engine().quarantined(),
          seen.engine().unexplained(),
          seen.journal().bytesFree());
    }
  }

  /// One part; `cause` and `nextStep` are empty while it is operational.
  record PartJson(
      String name,
      String state,
      Instant since,
      String cause,
      double oldestItemAgeSeconds,
      String nextStep) {
    static PartJson of(Part part) {
      return new PartJson(
          part.name().word(),
          part.state().name(),
          part.since(),
          part.cause(),
          part.oldest().toMillis() / 1e3,
          part.nextStep());
    }
  }
}
