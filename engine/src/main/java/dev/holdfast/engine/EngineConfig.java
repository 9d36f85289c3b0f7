package dev.holdfast.engine;

import dev.holdfast.engine.db.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Everything the engine can be told.
///
/// @param database where PostgreSQL is
/// @param memory small file that remembers the books while the database is away; null for none
/// @param monthsKept months of events kept in full; older ones are dropped, their ids stay; 0 keeps
///   all
/// @param auditEvery how often the auditor looks for work
/// @param gateOff known-bad mode for the drill: duplicates are recorded again
public record EngineConfig(
    DatabaseConfig database,
    @Nullable Path memory,
    int monthsKept,
    Duration auditEvery,
    boolean gateOff) {

  /// The defaults: no memory file, every month kept, audit every second, gate on.
  public static EngineConfig of(DatabaseConfig database) {
    return new EngineConfig(database, null, 0, Duration.ofSeconds(1), false);
  }

  public EngineConfig withMemory(Path file) {
    return new EngineConfig(database, file, monthsKept, auditEvery, gateOff);
  }

  public EngineConfig withMonthsKept(int months) {
    return new EngineConfig(database, memory, months, auditEvery, gateOff);
  }

  public EngineConfig withAuditEvery(Duration pause) {
    return new EngineConfig(database, memory, monthsKept, pause, gateOff);
  }

  /// Switches the exactly-once gate off. Only the drill does that, to see that it notices.
  public EngineConfig withGateOff(boolean off) {
    return new EngineConfig(database, memory, monthsKept, auditEvery, off);
  }
}
