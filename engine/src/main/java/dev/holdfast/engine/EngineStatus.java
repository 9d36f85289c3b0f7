package dev.holdfast.engine;

import dev.holdfast.engine.db.DatabaseHealth;
import java.time.Duration;

/// A glance at the engine, from memory: answers at once, also while the database is away.
///
/// @param database how the database is
/// @param drain how the drain is
/// @param drainedThrough last journal position in the ledger, as far as is known
/// @param waiting items durable in the journal and not yet drained
/// @param lag age of the oldest of them; zero when there is none
/// @param drainedPerSecond items drained per second, over the last seconds
/// @param partitionsAhead months ahead of this one that have their partition; fewer than 2 is an
///   alarm; -1 while unknown
/// @param strayRows rows in the default partitions (wild clocks); -1 while unknown
/// @param quarantined items in quarantine
/// @param unexplained what the audit cannot account for; must be 0
/// @param deviceGaps numbers that devices declared done and nobody has seen; must be 0
/// @param auditedThrough last journal position the auditor has checked
/// @param knownBad the exactly-once gate is switched off on purpose
public record EngineStatus(
    DatabaseHealth database,
    Drain drain,
    long drainedThrough,
    long waiting,
    Duration lag,
    double drainedPerSecond,
    int partitionsAhead,
    long strayRows,
    long quarantined,
    long unexplained,
    long deviceGaps,
    long auditedThrough,
    boolean knownBad) {

  /// How the drain is.
  ///
  /// @param cause why it does not run; empty when it does
  public record Drain(State state, String cause) {}

  /// What the drain does.
  public enum State {
    /// Waits for the database.
    WAITING,
    /// Moves the journal into the ledger, or has nothing to move.
    RUNNING,
    /// Something a person must look at; it keeps trying.
    STALLED,
    STOPPED
  }
}
