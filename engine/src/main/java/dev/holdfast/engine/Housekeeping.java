package dev.holdfast.engine;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.book.BookStore;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Pause;
import dev.holdfast.engine.device.Devices;
import dev.holdfast.engine.ledger.Partitions;
import dev.holdfast.engine.ledger.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be done from time to time: months ahead, months past their time, rolled-up books,
/// figures for the health page. Runs on a thread of its own.
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration ROLL_UP_EVERY = Duration.ofMinutes(1);
  private static final Duration PARTITIONS_EVERY = Duration.ofHours(1);

  private final Database database;
  private final Partitions partitions;
  private final Retention retention;
  private final InstantSource clock;
  private final int monthsKept;
  private final Pause pause = new Pause();
  private final Thread thread;
  private volatile Figures figures = new Figures(-1, -1, 0);
  private Instant partitionsDue = Instant.MIN;
  private Instant rollUpDue = Instant.MIN;

  /// What the last look found.
  record Figures(int partitionsAhead, long strayRows, long deviceGaps) {}

  Housekeeping(Database database, InstantSource clock, int monthsKept) {
    this.database = database;
    this.clock = clock;
    this.monthsKept = monthsKept;
    this.partitions = new Partitions(database);
    this.retention = new Retention(database, partitions);
    this.thread = Thread.ofPlatform().daemon().name("holdfast-house").unstarted(this::run);
  }

  void start() {
    database.onUp(pause::wake);
    thread.start();
  }

  Figures figures() {
    return figures;
  }

  @Override
  public void close() {
    pause.end();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends with `close`.
  private void run() {
    while (!pause.over()) {
      try {
        if (database.health().up()) {
          look();
        }
      } catch (DatabaseException e) {
        log.warn("housekeeping goes on in a moment: {}", e.getMessage());
      } catch (HoldfastException | IllegalStateException e) {
        log.error("housekeeping failed and is tried again: {}", e.getMessage());
      }
      pause.await(LOOK_EVERY);
    }
  }

  private void look() {
    Instant now = clock.instant();
    int ahead = figures.partitionsAhead();
    if (!now.isBefore(partitionsDue)) {
      ahead = partitions.ensure(now);
      if (monthsKept > 0) {
        retention.drop(now, monthsKept);
      }
      partitionsDue = now.plus(PARTITIONS_EVERY);
    }
    if (!now.isBefore(rollUpDue)) {
      database.transaction(Lane.MAINTENANCE, BookStore::rollUp);
      rollUpDue = now.plus(ROLL_UP_EVERY);
    }
    long gaps = database.transaction(Lane.MAINTENANCE, Devices::gaps);
    figures = new Figures(ahead, partitions.strayRows(), gaps);
  }
}
