package dev.holdfast.server.console;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.db.DatabaseHealth;
import dev.holdfast.journal.JournalStatus;
import dev.holdfast.server.health.HealthReport;
import dev.holdfast.server.health.PartName;
import dev.holdfast.server.live.Intake;
import dev.holdfast.server.live.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Puts an observation into the words and states of the first page. Immutable.
final class Pictures {
  private static final String IDLE = "idle";
  private static final String HELD = "held";
  private static final String FLOWING = "operational";

  private final Words words;

  Pictures(Words words) {
    this.words = words;
  }

  Picture of(Observation seen) {
    Map<String, String> texts = new HashMap<>();
    texts.put("headline", headline(seen));
    texts.put("subline", subline(seen));
    texts.put("asOf", "as of " + words.time(seen.health().at()));
    intake(seen, texts);
    journal(seen, texts);
    ledger(seen, texts);
    books(seen.books().total(), texts);
    return new Picture(texts, states(seen));
  }

  private static String headline(Observation seen) {
    HealthReport health = seen.health();
    if (!health.acknowledging()) {
      return "Nothing is acknowledged now. Senders keep their events and come again.";
    }
    if (seen.engine().unexplained() > 0) {
      return Words.items(seen.engine().unexplained(), "is", "are") + " unaccounted for.";
    }
    if (!health.knownBad().isEmpty()) {
      return "Promises are switched off on purpose: " + String.join(", ", health.knownBad()) + ".";
    }
    return switch (seen.engine().database().state()) {
      case DOWN -> "PostgreSQL is down. Events are acknowledged and wait safely in the journal.";
      case STARTING, MIGRATING ->
          "PostgreSQL is starting. Events are acknowledged and wait safely in the journal.";
      case UP -> upHeadline(seen);
    };
  }

  private static String upHeadline(Observation seen) {
    return switch (seen.health().part(PartName.DRAIN).state()) {
      case OPERATIONAL -> "Everything accepted is accounted for.";
      case DEGRADED -> "Catching up: everything accepted is safe, some of it still waits.";
      case STALLED, DOWN -> "The way into the ledger is blocked. Everything accepted is safe.";
    };
  }

  private String subline(Observation seen) {
    DatabaseHealth database = seen.engine().database();
    Instant now = seen.health().at();
    String since = words.since(database.since(), now);
    if (database.up()) {
      return "PostgreSQL is up since " + since + ". " + waiting(seen.engine());
    }
    String cause = database.cause().isEmpty() ? "" : ": " + database.cause();
    return "Since %s (%s)%s. %s"
        .formatted(
            since,
            Words.duration(Duration.between(database.since(), now)),
            cause,
            waiting(seen.engine()));
  }

  private static String waiting(EngineStatus engine) {
    return engine.waiting() == 0
        ? "Nothing waits."
        : Words.items(engine.waiting(), "waits", "wait")
            + ", the oldest for "
            + Words.duration(engine.lag())
            + ".";
  }

  private static void intake(Observation seen, Map<String, String> texts) {
    Intake intake = seen.intake();
    texts.put("ack.rate", Words.perSecond(seen.sample().acceptedPerSecond()));
    texts.put("ack.total", Words.count(seen.books().total().acknowledged()));
    texts.put("ack.refused", Words.count(intake.refused()));
    texts.put("ack.p99", intake.slowest().isZero() ? "–" : "≤ " + Words.duration(intake.slowest()));
    texts.put("outbox.devices", Words.count(intake.outboxes().devices()));
    texts.put("outbox.backlog", Words.count(intake.outboxes().backlog()));
  }

  private static void journal(Observation seen, Map<String, String> texts) {
    JournalStatus journal = seen.journal();
    texts.put("journal.waiting", Words.count(seen.engine().waiting()));
    texts.put("journal.oldest", Words.duration(seen.engine().lag()));
    texts.put("journal.sync", Words.duration(Duration.ofNanos(journal.syncNanosLast())));
    texts.put("journal.free", Words.bytes(journal.bytesFree()));
  }

  private static void ledger(Observation seen, Map<String, String> texts) {
    EngineStatus engine = seen.engine();
    texts.put(
        "ledger.rate", held(engine) ? "held" : Words.perSecond(seen.sample().drainedPerSecond()));
    texts.put("ledger.database", state(engine.database()));
    texts.put(
        "ledger.partitions",
        engine.partitionsAhead() < 0 ? "–" : Words.count(engine.partitionsAhead()));
  }

  private static String state(DatabaseHealth database) {
    return database.state().name().toLowerCase(Locale.ROOT);
  }

  private static void books(BookTotals total, Map<String, String> texts) {
    texts.put("books.accepted", Words.count(total.accepted()));
    texts.put("books.recorded", Words.count(total.recorded()));
    texts.put("books.duplicate", Words.count(total.duplicate()));
    texts.put("books.quarantined", Words.count(total.quarantined()));
    texts.put("books.inJournal", Words.count(total.inJournal()));
    texts.put("books.unexplained", Words.count(total.unexplained()));
    texts.put(
        "books.verdict",
        total.balanced()
            ? "They balance; an independent audit keeps recounting them."
            : "They do not balance. This must never be.");
  }

  private static Map<String, String> states(Observation seen) {
    HealthReport health = seen.health();
    Map<String, String> states = new HashMap<>();
    states.put("overall", health.state().word());
    states.put("journal", health.part(PartName.JOURNAL).state().word());
    // What waits for PostgreSQL is safe where it is: that is no failure of the journal.
    states.put("drain", held(seen.engine()) ? HELD : health.part(PartName.DRAIN).state().word());
    states.put("database", health.part(PartName.DATABASE).state().word());
    states.put("books", seen.books().total().balanced() ? "balanced" : "unbalanced");
    states.put("outbox", IDLE);
    states.put("inflow", !health.acknowledging() ? HELD : flow(seen.sample().acceptedPerSecond()));
    states.put("outflow", held(seen.engine()) ? HELD : flow(seen.sample().drainedPerSecond()));
    return states;
  }

  private static boolean held(EngineStatus engine) {
    return engine.waiting() > 0 && engine.drain().state() == EngineStatus.State.WAITING;
  }

  private static String flow(double perSecond) {
    return perSecond > 0 ? FLOWING : IDLE;
  }
}
