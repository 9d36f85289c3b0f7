package dev.holdfast.engine.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way into PostgreSQL. Every call is bounded in time, also over a frozen server; every
/// failure is a `DatabaseException` that says what kind it is. Opening needs no live server. Safe
/// for many threads.
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /// How often a whole transaction is tried that others were in the way of.
  private static final int ATTEMPTS_MAX = 6;

  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(10);

  private final Pools pools;
  private final Prober prober;
  private final RandomGenerator random;
  private final Pause pause = new Pause();

  private Database(DatabaseConfig config, InstantSource clock, RandomGenerator random) {
    this.pools = new Pools(config);
    this.prober = new Prober(pools, new Migrations(pools), clock);
    this.random = random;
  }

  /// Opens the pools and begins to look for the server and to bring its schema up to date.
  public static Database open(DatabaseConfig config, InstantSource clock, RandomGenerator random) {
    Database database = new Database(config, clock, random);
    database.prober.start();
    return database;
  }

  /// Runs the work in one transaction. When others are in the way (deadlock, serialization, lock
  /// wait) the whole of it is tried again, a bounded number of times. A lost answer to the commit
  /// is not tried again here: only the caller can read back whether it happened.
  public <T> T transaction(Lane lane, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(lane, work);
      } catch (DatabaseException e) {
        noteFailure(e);
        if (!(e.failure() instanceof Failure.Conflict) || attempt >= ATTEMPTS_MAX) {
          throw e;
        }
        log.debug("lane={} attempt={} in the way: {}", lane, attempt, e.getMessage());
        pause.await(jitter(attempt));
      }
    }
  }

  /// Reads in one read-only transaction of the console's lane.
  public <T> T read(Work<T> work) {
    return transaction(Lane.READ, work);
  }

  /// How the server is, from memory.
  public DatabaseHealth health() {
    return prober.health();
  }

  /// Waits until the server answers and its schema is up to date; false when the time is over
  /// first.
  public boolean awaitUp(Duration atMost) {
    return prober.awaitUp(atMost);
  }

  /// Runs each time the server is there again, first time too, on a thread of its own kind: it must
  /// be short.
  public void onUp(Runnable listener) {
    prober.onUp(listener);
  }

  @Override
  public void close() {
    pause.end();
    prober.close();
    pools.close();
  }

  private <T> T once(Lane lane, Work<T> work) {
    HikariDataSource pool = pools.of(lane);
    Connection connection;
    try {
      connection = pool.getConnection();
    } catch (SQLException e) {
      throw failed(lane, "could not get a connection", new Failure.Unavailable(state(e)), e);
    }
    try {
      T result = run(lane, work, connection);
      commit(lane, connection);
      return result;
    } finally {
      closeQuietly(connection);
    }
  }

  private static <T> T run(Lane lane, Work<T> work, Connection connection) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      rollbackQuietly(connection);
      throw failed(lane, "transaction failed and did not happen", Failures.of(e), e);
    } catch (RuntimeException e) {
      rollbackQuietly(connection);
      throw e;
    }
  }

  private static void commit(Lane lane, Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failed(lane, "commit failed", Failures.ofCommit(e), e);
    }
  }

  private void noteFailure(DatabaseException e) {
    switch (e.failure()) {
      case Failure.Unavailable _, Failure.CommitUnknown _ -> prober.look();
      // A table is missing: the database was restored or replaced behind our back.
      case Failure.Bug bug when bug.sqlState().equals("42P01") -> prober.migrateAgain();
      case Failure.Bug _, Failure.BadData _, Failure.Duplicate _, Failure.Conflict _ -> {}
    }
  }

  private static DatabaseException failed(
      Lane lane, String what, Failure failure, SQLException cause) {
    return new DatabaseException(
        "Database %s (%s, SQLSTATE %s): %s"
            .formatted(what, Pools.word(lane), failure.sqlState(), cause.getMessage()),
        failure,
        cause);
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private Duration jitter(int attempt) {
    long most = CONFLICT_PAUSE.toMillis() << attempt;
    return Duration.ofMillis(random.nextLong(most) + 1);
  }

  private static void rollbackQuietly(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The pool throws the connection away; the server has rolled back or will.
      log.debug("rollback failed: {}", e.getMessage());
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("close failed: {}", e.getMessage());
    }
  }
}
