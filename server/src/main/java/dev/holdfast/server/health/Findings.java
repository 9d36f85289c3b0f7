package dev.holdfast.server.health;

import static dev.holdfast.server.health.PartName.BOOKS;
import static dev.holdfast.server.health.PartName.DATABASE;
import static dev.holdfast.server.health.PartName.DRAIN;
import static dev.holdfast.server.health.PartName.JOURNAL;
import static dev.holdfast.server.health.PartName.PARTITIONS;
import static dev.holdfast.server.health.PartName.SAFEGUARDS;
import static dev.holdfast.server.health.PartState.DEGRADED;
import static dev.holdfast.server.health.PartState.DOWN;
import static dev.holdfast.server.health.PartState.STALLED;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.db.DatabaseHealth;
import dev.holdfast.journal.JournalStatus;
import java.util.List;
import java.util.Locale;

/// Judges what the parts say about themselves. Immutable.
final class Findings {
  private final HealthConfig config;

  Findings(HealthConfig config) {
    this.config = config;
  }

  List<Finding> of(JournalStatus journal, EngineStatus engine, BookTotals books) {
    return List.of(
        journal(journal),
        database(engine.database(), engine.waiting()).withSince(engine.database().since()),
        drain(engine).withOldest(engine.lag()),
        partitions(engine),
        books(engine, books),
        safeguards());
  }

  private static Finding journal(JournalStatus journal) {
    return switch (journal.state()) {
      case OPEN -> openJournal(journal);
      case FULL ->
          Finding.of(
              JOURNAL,
              STALLED,
              "The disk is nearly full, senders are answered 503. " + journal.cause(),
              "Make room on the journal's disk; it carries on by itself.");
      case FAILED ->
          Finding.of(
              JOURNAL,
              DOWN,
              "A write or sync failed, senders are answered 503. " + journal.cause(),
              "Look at the disk, then restart Holdfast. What was acknowledged is kept.");
      case CLOSED ->
          Finding.of(JOURNAL, DOWN, "Closed, senders are answered 503.", "Restart Holdfast.");
    };
  }

  private static Finding openJournal(JournalStatus journal) {
    return journal.damaged() == 0
        ? Finding.operational(JOURNAL)
        : Finding.of(
            JOURNAL,
            DEGRADED,
            "%,d entries on disk are damaged, their neighbours are not."
                .formatted(journal.damaged()),
            "What is left of them is in quarantine. Check the disk.");
  }

  private static Finding database(DatabaseHealth database, long waiting) {
    return switch (database.state()) {
      case UP -> Finding.operational(DATABASE);
      case STARTING, MIGRATING ->
          Finding.of(
              DATABASE,
              DEGRADED,
              "It is " + database.state().name().toLowerCase(Locale.ROOT) + ".",
              "Items are acknowledged and wait in the journal.");
      case DOWN ->
          Finding.of(
              DATABASE,
              DOWN,
              database.cause(),
              waiting == 0
                  ? "Senders notice nothing. Holdfast connects again by itself."
                  : "Senders notice nothing: what they send waits in the journal."
                      + " Holdfast connects again by itself.");
    };
  }

  private Finding drain(EngineStatus engine) {
    return switch (engine.drain().state()) {
      case RUNNING -> runningDrain(engine);
      case WAITING ->
          Finding.of(
              DRAIN,
              engine.waiting() == 0 ? DEGRADED : STALLED,
              "Waits for PostgreSQL.",
              "Goes on by itself when it answers.");
      case STALLED ->
          Finding.of(DRAIN, STALLED, engine.drain().cause(), "It keeps trying; its log says why.");
      case STOPPED -> Finding.of(DRAIN, DOWN, engine.drain().cause(), "Restart Holdfast.");
    };
  }

  private Finding runningDrain(EngineStatus engine) {
    return engine.lag().compareTo(config.lagMax()) <= 0
        ? Finding.operational(DRAIN)
        : Finding.of(
            DRAIN, DEGRADED, "It is behind.", clearIn(engine.waiting(), engine.drainedPerSecond()));
  }

  private static String clearIn(long waiting, double perSecond) {
    return perSecond < 1
        ? "It catches up by itself."
        : "Clear in about %,d s at the present rate.".formatted((long) (waiting / perSecond) + 1);
  }

  private Finding partitions(EngineStatus engine) {
    if (engine.strayRows() > 0) {
      return Finding.of(
          PARTITIONS,
          DEGRADED,
          "%,d rows stand in the default partition.".formatted(engine.strayRows()),
          "The clocks of their senders are far off; find them by site and device.");
    }
    if (engine.partitionsAhead() < 0) {
      return Finding.of(PARTITIONS, DEGRADED, "Not known yet.", "Asked when PostgreSQL answers.");
    }
    return engine.partitionsAhead() >= config.partitionsAheadMin()
        ? Finding.operational(PARTITIONS)
        : Finding.of(
            PARTITIONS,
            DEGRADED,
            "Only %d months are prepared.".formatted(engine.partitionsAhead()),
            "Holdfast makes more by itself; if it does not, its log says why.");
  }

  private static Finding books(EngineStatus engine, BookTotals books) {
    long unexplained = Math.max(engine.unexplained(), books.unexplained());
    if (unexplained > 0) {
      return Finding.of(
          BOOKS,
          DOWN,
          "%,d items cannot be accounted for.".formatted(unexplained),
          "This must never be. Keep the data directory as it is and look at the log.");
    }
    return engine.deviceGaps() <= 0
        ? Finding.operational(BOOKS)
        : Finding.of(
            BOOKS,
            DEGRADED,
            "%,d numbers given out by outboxes were never seen.".formatted(engine.deviceGaps()),
            "The ledger names the devices.");
  }

  private Finding safeguards() {
    return config.knownBad().isEmpty()
        ? Finding.operational(SAFEGUARDS)
        : Finding.of(
            SAFEGUARDS,
            DEGRADED,
            "Switched off on purpose: " + String.join(", ", config.knownBad()) + ".",
            "For the drill only, never with real data.");
  }
}
