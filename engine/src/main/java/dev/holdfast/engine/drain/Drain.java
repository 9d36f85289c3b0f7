package dev.holdfast.engine.drain;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.book.LiveBooks;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.engine.db.Failure;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Pause;
import dev.holdfast.engine.ledger.Door;
import dev.holdfast.engine.ledger.Source;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one journal into the ledger, batch by batch, each in one transaction with the journal's
/// position. Whatever goes wrong, it begins again at the position that the ledger has stored. Runs
/// on a thread of its own.
public final class Drain implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private static final int BATCH_BYTES = 4 << 20;
  private static final Duration READ_WAIT = Duration.ofMillis(500);

  /// After a small batch it rests a moment, so that a thin stream is not committed item by item.
  private static final Duration LINGER = Duration.ofMillis(20);

  private static final Duration RETRY_FIRST = Duration.ofMillis(50);
  private static final Duration RETRY_MAX = Duration.ofMillis(800);
  private static final Duration STALLED_RETRY = Duration.ofSeconds(1);

  private final Database database;
  private final Journal journal;
  private final LiveBooks books;
  private final InstantSource clock;
  private final boolean gateOff;
  private final BatchWriter writer;
  private final Resume resume;
  private final BatchSize size = new BatchSize();
  private final Pace pace = new Pace();
  private final Rate rate = new Rate();
  private final Pause pause = new Pause();
  private final List<Consumer<Committed>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private volatile DrainStatus status =
      new DrainStatus(DrainStatus.State.WAITING, "not started yet");
  private Duration retry = RETRY_FIRST;
  private @Nullable InDoubt inDoubt;

  /// A batch whose commit may or may not have happened.
  private record InDoubt(Source source, long through, Written written) {}

  /// What a drain works between.
  public record Ends(Database database, Journal journal, LiveBooks books) {}

  /// @param gateOff known bad, for the drill: the position is committed apart from the items
  public Drain(Ends ends, Door door, boolean gateOff, InstantSource clock) {
    this.database = ends.database;
    this.journal = ends.journal;
    this.books = ends.books;
    this.clock = clock;
    this.gateOff = gateOff;
    this.writer = new BatchWriter(door);
    this.resume = new Resume(database, journal, books, clock);
    this.thread = Thread.ofPlatform().daemon().name("holdfast-drain").unstarted(this::run);
  }

  public void start() {
    database.onUp(pause::wake);
    thread.start();
  }

  public DrainStatus status() {
    return status;
  }

  /// Items drained per second over the last ten.
  public double perSecond() {
    return rate.perSecond(System.nanoTime());
  }

  /// Calls the listener after each commit, on the drain's thread.
  public void onCommit(Consumer<Committed> listener) {
    listeners.add(listener);
  }

  public void remove(Consumer<Committed> listener) {
    listeners.remove(listener);
  }

  /// Finishes the batch in hand and stops.
  @Override
  public void close() {
    pause.end();
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends with `close`.
  private void run() {
    while (!pause.over()) {
      try {
        session();
      } catch (InterruptedException e) {
        pause.end();
      } catch (DatabaseException e) {
        trouble(e);
      } catch (PositionLost e) {
        log.warn("{}", e.getMessage());
        pause.await(RETRY_FIRST);
      } catch (RuntimeException e) {
        stalled(e);
      }
    }
    status = new DrainStatus(DrainStatus.State.STOPPED, "");
  }

  /// From a stored position on, until something goes wrong.
  private void session() throws InterruptedException {
    if (!database.health().up()) {
      waiting(database.health().cause());
      pause.await(READ_WAIT);
      return;
    }
    Positions.Stored start = resume.open();
    settleDoubt(start);
    recovered();
    long position = start.position();
    try (JournalReader reader = journal.read(position + 1)) {
      while (!pause.over()) {
        List<Item> items = reader.next(size.items(), BATCH_BYTES, READ_WAIT);
        if (!items.isEmpty()) {
          position = drain(start.source(), position, Batch.of(items));
        }
      }
    }
  }

  private long drain(Source source, long position, Batch batch) {
    long began = System.nanoTime();
    Written written = write(source, position, batch);
    long now = System.nanoTime();
    committed(source, batch.through(), written);
    size.took(batch.items(), Duration.ofNanos(now - began));
    rate.add(batch.items(), now);
    Duration rest = pace.rest(batch.items(), now - began, now);
    if (batch.items() < BatchSize.MIN && rest.compareTo(LINGER) < 0) {
      rest = LINGER;
    }
    if (rest.isPositive()) {
      pause.await(rest);
    }
    return batch.through();
  }

  private Written write(Source source, long position, Batch batch) {
    if (gateOff) {
      Bisection.Sorted sorted =
          database.transaction(Lane.DRAIN, connection -> writer.record(connection, batch));
      return database.transaction(
          Lane.DRAIN,
          connection -> writer.settleApart(connection, source, position, batch, sorted));
    }
    return database.transaction(
        Lane.DRAIN,
        connection -> {
          Written written = writer.write(connection, source, position, batch);
          inDoubt = new InDoubt(source, batch.through(), written);
          return written;
        });
  }

  private void committed(Source source, long through, Written written) {
    inDoubt = null;
    books.committed(through, written.entries(), clock.instant());
    journal.release(through);
    announce(new Committed(through, clock.instant(), written.sites()));
    log.debug("journal={} drained through {}", source.journal(), through);
  }

  /// The stored position tells whether the last commit happened; the books were read after it.
  private void settleDoubt(Positions.Stored stored) {
    InDoubt doubt = inDoubt;
    inDoubt = null;
    journal.release(stored.position());
    if (doubt != null
        && doubt.source.equals(stored.source())
        && doubt.through == stored.position()) {
      announce(new Committed(doubt.through, clock.instant(), doubt.written.sites()));
    }
  }

  private void announce(Committed committed) {
    for (Consumer<Committed> listener : listeners) {
      try {
        listener.accept(committed);
      } catch (RuntimeException e) {
        log.warn("a listener failed and is not told again about {}", committed.position(), e);
      }
    }
  }

  private void recovered() {
    if (status.state() != DrainStatus.State.RUNNING) {
      status = new DrainStatus(DrainStatus.State.RUNNING, "");
      pace.recovered(System.nanoTime());
    }
    retry = RETRY_FIRST;
  }

  private void waiting(String cause) {
    status = new DrainStatus(DrainStatus.State.WAITING, cause);
    books.away();
  }

  private void trouble(DatabaseException e) {
    size.failed();
    switch (e.failure()) {
      case Failure.Unavailable _, Failure.CommitUnknown _, Failure.Conflict _ -> {
        log.debug("the drain tries again in {}: {}", retry, e.getMessage());
        waiting(String.valueOf(e.getMessage()));
        pause.await(retry);
        retry = retry.multipliedBy(2).compareTo(RETRY_MAX) > 0 ? RETRY_MAX : retry.multipliedBy(2);
      }
      case Failure.Duplicate _, Failure.BadData _, Failure.Bug _ -> stalled(e);
    }
  }

  private void stalled(RuntimeException e) {
    String cause = e instanceof HoldfastException ? String.valueOf(e.getMessage()) : e.toString();
    if (!status.equals(new DrainStatus(DrainStatus.State.STALLED, cause))) {
      log.error("the drain is stalled and keeps trying; nothing is lost: {}", cause, e);
    }
    status = new DrainStatus(DrainStatus.State.STALLED, cause);
    pause.await(STALLED_RETRY);
  }
}
