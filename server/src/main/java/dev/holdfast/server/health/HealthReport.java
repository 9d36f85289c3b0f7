package dev.holdfast.server.health;

import java.time.Instant;
import java.util.List;

/// How the house is at one moment.
///
/// @param state of the house: that of its worst essential part, else DEGRADED as soon as any part
///   is not operational
/// @param acknowledging whether a sender is answered 202 now
/// @param knownBad promises switched off on purpose, for the drill
public record HealthReport(
    Instant at, PartState state, boolean acknowledging, List<String> knownBad, List<Part> parts) {
  public HealthReport {
    knownBad = List.copyOf(knownBad);
    parts = List.copyOf(parts);
  }

  public Part part(PartName name) {
    return parts.stream()
        .filter(part -> part.name() == name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the report has no part " + name));
  }
}
