package dev.holdfast.engine;

import dev.holdfast.engine.access.Keys;
import dev.holdfast.engine.access.StoredKeys;
import dev.holdfast.engine.book.Auditor;
import dev.holdfast.engine.book.BookMemory;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.book.Census;
import dev.holdfast.engine.book.LiveBooks;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.ReadOnlyQuery;
import dev.holdfast.engine.db.RowSink;
import dev.holdfast.engine.drain.Committed;
import dev.holdfast.engine.drain.Drain;
import dev.holdfast.engine.drain.DrainStatus;
import dev.holdfast.engine.ledger.Door;
import dev.holdfast.engine.ledger.Gate;
import dev.holdfast.engine.ledger.GateOff;
import dev.holdfast.engine.trace.LedgerTracer;
import dev.holdfast.engine.trace.Tracer;
import dev.holdfast.journal.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a journal into PostgreSQL, exactly once, for as long as it is open. Starts and answers
/// while PostgreSQL is away. Safe for many threads.
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private static final Duration COUNT_WAIT = Duration.ofMillis(250);
  private static final Duration QUERY_MAX = Duration.ofSeconds(30);

  private final EngineConfig config;
  private final InstantSource clock;
  private final Database database;
  private final LiveBooks books;
  private final Census census;
  private final Drain drain;
  private final Auditor auditor;
  private final Housekeeping housekeeping;
  private final Tracer tracer;
  private final Keys keys;

  private Engine(
      EngineConfig config, Journal journal, InstantSource clock, RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    BookMemory memory = new BookMemory(config.memory());
    this.books = memory.recall(journal.id(), clock.instant());
    this.database = Database.open(config.database(), clock, random);
    this.census = new Census(journal, books, memory, clock);
    Door door = config.gateOff() ? new GateOff(clock, random) : new Gate();
    Drain.Ends ends = new Drain.Ends(database, journal, books);
    this.drain = new Drain(ends, door, config.gateOff(), clock);
    this.auditor = new Auditor(database, journal, books, config.auditEvery());
    this.housekeeping = new Housekeeping(database, clock, config.monthsKept());
    this.tracer = new LedgerTracer(database, journal, books, clock);
    this.keys = new StoredKeys(database);
  }

  /// Starts at once and never waits for PostgreSQL: migrations, partitions, drain and audit follow
  /// in the background as soon as it answers.
  public static Engine start(
      EngineConfig config, Journal journal, InstantSource clock, RandomGenerator random) {
    Engine engine = new Engine(config, journal, clock, random);
    if (config.gateOff()) {
      log.warn("KNOWN BAD: the exactly-once gate is off, duplicates will be recorded again");
    }
    engine.census.start();
    engine.drain.start();
    engine.housekeeping.start();
    engine.auditor.start();
    return engine;
  }

  /// How everything is, from memory.
  public EngineStatus status() {
    BookTotals totals = books.books().total();
    Housekeeping.Figures figures = housekeeping.figures();
    return new EngineStatus(
        database.health(),
        drainStatus(),
        books.drainedThrough(),
        totals.inJournal(),
        books.lag(clock.instant()),
        drain.perSecond(),
        figures.partitionsAhead(),
        figures.strayRows(),
        totals.quarantined(),
        totals.unexplained(),
        figures.deviceGaps(),
        auditor.auditedThrough(),
        config.gateOff());
  }

  /// The books of all tenants; also while the database is away. Waits a quarter of a second at most
  /// for the count of what stands in the journal.
  public Books books() {
    census.catchUp(COUNT_WAIT);
    return books.books();
  }

  public Tracer trace() {
    return tracer;
  }

  public Keys keys() {
    return keys;
  }

  /// Runs one query that cannot write, on a connection of its own.
  public void readOnlySql(String query, RowSink sink) {
    ReadOnlyQuery.run(config.database(), query, QUERY_MAX, sink);
  }

  /// Calls the listener after each committed batch, on the drain's thread: it must be short. What
  /// it throws is logged and forgotten. Closing the answer ends it.
  public AutoCloseable onCommit(Consumer<Committed> listener) {
    drain.onCommit(listener);
    return () -> drain.remove(listener);
  }

  /// Finishes the batch in hand, remembers the books, and stops. May be called twice.
  @Override
  public void close() {
    auditor.close();
    housekeeping.close();
    drain.close();
    census.close();
    database.close();
  }

  private EngineStatus.Drain drainStatus() {
    DrainStatus status = drain.status();
    EngineStatus.State state =
        switch (status.state()) {
          case WAITING -> EngineStatus.State.WAITING;
          case RUNNING -> EngineStatus.State.RUNNING;
          case STALLED -> EngineStatus.State.STALLED;
          case STOPPED -> EngineStatus.State.STOPPED;
        };
    return new EngineStatus.Drain(state, status.cause());
  }
}
