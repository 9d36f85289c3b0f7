package dev.holdfast.engine.book;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Pause;
import dev.holdfast.engine.ledger.Source;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recounts what the drain says it did: reads the journal again behind it, with a reader and
/// queries of its own, and names every item that is neither in the ledger nor in quarantine. Looks
/// only at what is committed, so nothing in flight is ever called missing. Runs on a thread of its
/// own.
public final class Auditor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Auditor.class);

  private static final int ITEMS_PER_SLICE = 1_000;
  private static final int BYTES_PER_SLICE = 4 << 20;

  /// Rests so many times as long as a slice took: the drain comes first.
  private static final int REST_FACTOR = 2;

  /// A recount reads every row; it may take this share of the time.
  private static final int RECOUNT_FACTOR = 100;

  private static final Duration RECOUNT_EVERY_MIN = Duration.ofSeconds(30);

  private final Database database;
  private final Journal journal;
  private final LiveBooks books;
  private final Duration every;
  private final Pause pause = new Pause();
  private final Thread thread;
  private volatile long auditedThrough;
  private long recountDueNanos = System.nanoTime();

  public Auditor(Database database, Journal journal, LiveBooks books, Duration every) {
    this.database = database;
    this.journal = journal;
    this.books = books;
    this.every = every;
    this.thread = Thread.ofPlatform().daemon().name("holdfast-audit").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// The last entry that was checked, as far as is known.
  public long auditedThrough() {
    return auditedThrough;
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
          pass();
        }
      } catch (InterruptedException e) {
        pause.end();
      } catch (DatabaseException e) {
        log.debug("the audit goes on when the database does: {}", e.getMessage());
      } catch (HoldfastException e) {
        log.warn("the audit goes on in a moment: {}", e.getMessage());
      }
      pause.await(every);
    }
  }

  /// Audits everything that is committed now.
  void pass() throws InterruptedException {
    Optional<Source> source = books.source();
    if (source.isEmpty()) {
      return;
    }
    AuditStore.Range range =
        database.transaction(
            Lane.MAINTENANCE, connection -> AuditStore.range(connection, source.get()));
    auditedThrough = range.audited();
    if (range.audited() < range.drained()) {
      readThrough(range);
    }
    database.transaction(Lane.MAINTENANCE, AuditStore::lookAgain);
    if (System.nanoTime() - recountDueNanos >= 0) {
      recount();
    }
    books.unexplained(database.transaction(Lane.MAINTENANCE, BookStore::unexplained));
  }

  private void readThrough(AuditStore.Range range) throws InterruptedException {
    AuditStore.Range left = range;
    try (JournalReader reader = journal.read(range.audited() + 1)) {
      while (!pause.over() && left.audited() < left.drained()) {
        long began = System.nanoTime();
        List<Item> items = reader.next(ITEMS_PER_SLICE, BYTES_PER_SLICE, Duration.ZERO);
        left = slice(left, items);
        pause.await(Duration.ofNanos((System.nanoTime() - began) * REST_FACTOR));
      }
    }
  }

  private AuditStore.Range slice(AuditStore.Range range, List<Item> items) {
    AuditSlice slice = AuditSlice.of(items, range.drained());
    long through = items.isEmpty() ? range.drained() : Math.min(slice.through(), range.drained());
    int missing =
        database.transaction(
            Lane.MAINTENANCE, connection -> AuditStore.check(connection, range, slice, through));
    if (missing > 0) {
      log.error(
          "{} items between positions {} and {} are acknowledged and in neither ledger nor"
              + " quarantine; they are listed in audit_finding",
          missing,
          range.audited() + 1,
          through);
    }
    auditedThrough = through;
    return range.auditedThrough(through);
  }

  private void recount() {
    long began = System.nanoTime();
    int wrong = database.transaction(Lane.MAINTENANCE, Recount::run);
    long took = System.nanoTime() - began;
    recountDueNanos =
        System.nanoTime() + Math.max(RECOUNT_EVERY_MIN.toNanos(), took * RECOUNT_FACTOR);
    if (wrong > 0) {
      log.error(
          "{} figures of the books differ from a count of the rows; see audit_finding", wrong);
    }
  }
}
