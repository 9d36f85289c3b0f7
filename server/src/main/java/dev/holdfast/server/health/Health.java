package dev.holdfast.server.health;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.journal.JournalStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Judges the house and remembers since when each part has been as it is. Safe for many threads.
public final class Health {
  private final HealthConfig config;
  private final Findings findings;
  private final Map<PartName, Part> last = new EnumMap<>(PartName.class);

  public Health(HealthConfig config) {
    this.config = config;
    this.findings = new Findings(config);
  }

  public synchronized HealthReport judge(
      Instant at, JournalStatus journal, EngineStatus engine, BookTotals books) {
    List<Part> parts =
        findings.of(journal, engine, books).stream().map(found -> remember(at, found)).toList();
    boolean acknowledging = journal.state() == JournalStatus.State.OPEN;
    return new HealthReport(at, house(parts), acknowledging, config.knownBad(), parts);
  }

  private Part remember(Instant at, Finding found) {
    Instant since = found.since() == null ? since(at, found) : found.since();
    Part part =
        new Part(
            found.name(), found.state(), since, found.cause(), found.oldest(), found.nextStep());
    last.put(part.name(), part);
    return part;
  }

  private Instant since(Instant at, Finding found) {
    Part before = last.get(found.name());
    return before != null && before.state() == found.state() ? before.since() : at;
  }

  private static PartState house(List<Part> parts) {
    PartState essential =
        parts.stream()
            .filter(part -> part.name().essential())
            .map(Part::state)
            .max(Comparator.naturalOrder())
            .orElse(PartState.OPERATIONAL);
    boolean anyAmiss = parts.stream().anyMatch(part -> part.state() != PartState.OPERATIONAL);
    return anyAmiss && essential == PartState.OPERATIONAL ? PartState.DEGRADED : essential;
  }
}
