package dev.holdfast.engine.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges whether the server answers, on a connection of its own: a slow query or an empty pool
/// elsewhere does not make the database down. Brings the schema up to date when it first answers.
final class Prober implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Prober.class);

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration EVERY_WHILE_DOWN = Duration.ofMillis(200);

  private final Pools pools;
  private final Migrations migrations;
  private final InstantSource clock;
  private final Pause pause = new Pause();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private DatabaseHealth health;
  private volatile boolean migrated;

  Prober(Pools pools, Migrations migrations, InstantSource clock) {
    this.pools = pools;
    this.migrations = migrations;
    this.clock = clock;
    this.health =
        new DatabaseHealth(DatabaseHealth.State.STARTING, clock.instant(), "not asked yet");
    this.thread = Thread.ofPlatform().daemon().name("holdfast-probe").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Looks at once, because somebody met trouble.
  void look() {
    pause.wake();
  }

  void migrateAgain() {
    migrated = false;
    pause.wake();
  }

  void onUp(Runnable listener) {
    listeners.add(listener);
    if (health().up()) {
      listener.run();
    }
  }

  DatabaseHealth health() {
    lock.lock();
    try {
      return health;
    } finally {
      lock.unlock();
    }
  }

  boolean awaitUp(Duration atMost) {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (!health.up() && nanos > 0) {
        nanos = change.awaitNanos(nanos);
      }
      return health.up();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    pause.end();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends with `close`.
  private void run() {
    while (!pause.over()) {
      probe();
      pause.await(health().up() ? EVERY : EVERY_WHILE_DOWN);
    }
  }

  private void probe() {
    try {
      ask();
      if (!migrated) {
        become(DatabaseHealth.State.MIGRATING, "the schema is being brought up to date");
        migrations.run();
        migrated = true;
      }
      become(DatabaseHealth.State.UP, "");
    } catch (SQLException e) {
      become(downOrStarting(), message(e));
    } catch (FlywayException e) {
      become(
          DatabaseHealth.State.MIGRATING, "migration failed, will be tried again: " + message(e));
    }
  }

  private void ask() throws SQLException {
    try (Connection connection = pools.of(Lane.PROBE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      connection.rollback();
    }
  }

  private DatabaseHealth.State downOrStarting() {
    return health().state() == DatabaseHealth.State.STARTING
        ? DatabaseHealth.State.STARTING
        : DatabaseHealth.State.DOWN;
  }

  private void become(DatabaseHealth.State state, String cause) {
    boolean changed;
    lock.lock();
    try {
      changed = health.state() != state;
      health = new DatabaseHealth(state, changed ? clock.instant() : health.since(), cause);
      change.signalAll();
    } finally {
      lock.unlock();
    }
    if (changed) {
      tell(state, cause);
    }
  }

  private void tell(DatabaseHealth.State state, String cause) {
    if (state == DatabaseHealth.State.DOWN) {
      log.warn("database is down, the journal goes on taking items: {}", cause);
    } else {
      log.info("database is {}", state);
    }
    if (state == DatabaseHealth.State.UP) {
      listeners.forEach(Runnable::run);
    }
  }

  private static String message(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? e.getMessage() : root.getMessage();
    return text == null ? e.getClass().getSimpleName() : text.lines().findFirst().orElse(text);
  }
}
