package dev.holdfast.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.engine.story.Story;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FaultProxy;
import dev.holdfast.testkit.FaultProxy.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static Story story;

  @BeforeAll
  static void begin() {
    story = Story.begin();
    story
        .server()
        .execute("CREATE TABLE account (id int PRIMARY KEY, total int CHECK (total < 99))");
    story.server().execute("INSERT INTO account VALUES (1, 0), (2, 0)");
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void bothSidesOfADeadlockComeThroughByBeginningAgain() {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();

    CompletableFuture<Integer> one =
        CompletableFuture.supplyAsync(() -> move(1, 2, bothHoldOne, runs));
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(() -> move(2, 1, bothHoldOne, runs));

    assertThat(one.join() + other.join()).isEqualTo(2);
    assertThat(runs.get()).isGreaterThan(2);
  }

  @Test
  void aSerializationFailureIsTriedAgainAsAWhole() {
    story.change("INSERT INTO account VALUES (30, 0)");
    AtomicInteger runs = new AtomicInteger();

    story
        .database()
        .transaction(
            Lane.MAINTENANCE,
            connection -> {
              Sql.run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
              Sql.first(
                  connection, "SELECT total FROM account WHERE id = 30", row -> row.getInt(1));
              if (runs.incrementAndGet() == 1) {
                story.server().execute("UPDATE account SET total = total + 1 WHERE id = 30");
              }
              return Sql.update(connection, "UPDATE account SET total = total + 1 WHERE id = 30");
            });

    assertThat(runs).hasValue(2);
    assertThat(story.number("SELECT total FROM account WHERE id = 30")).isEqualTo(2);
  }

  @Test
  void aFailureSaysWhatItIs() {
    assertThat(failure("INSERT INTO account VALUES (1, 1)"))
        .isEqualTo(new Failure.Duplicate("23505", "account_pkey"));
    assertThat(failure("INSERT INTO account VALUES (5, 100)")).isInstanceOf(Failure.BadData.class);
    assertThat(failure("INSERT INTO account VALUES (5, 1 / 0)"))
        .isInstanceOf(Failure.BadData.class);
    assertThat(failure("SELECT * FROM nowhere")).isEqualTo(new Failure.Bug("42P01"));
  }

  @Test
  void aStatementThatTakesTooLongIsEndedByTheServer() {
    DatabaseConfig quick = story.config().withWaits(waits(Duration.ofMillis(300)));
    try (Database database = Database.open(quick, story.clock(), new Random(1))) {
      DatabaseException e =
          catchThrowableOfType(
              DatabaseException.class,
              () ->
                  database.transaction(
                      Lane.DRAIN, connection -> Sql.update(connection, "SELECT pg_sleep(60)")));

      assertThat(e.failure()).isEqualTo(new Failure.Unavailable("57014"));
      assertThat(database.awaitUp(Duration.ofSeconds(60))).isTrue();
    }
  }

  /// `statement_timeout` is held by the server: a frozen one holds nothing.
  @Test
  void aFrozenServerIsGivenUpWithinTheSocketsWait() {
    try (FaultProxy proxy = story.proxy();
        Database database =
            Database.open(
                story.config(proxy).withWaits(waits(Duration.ofSeconds(1))),
                story.clock(),
                new Random(1))) {
      assertThat(database.awaitUp(Duration.ofSeconds(60))).isTrue();
      long began = System.nanoTime();

      DatabaseException e =
          catchThrowableOfType(
              DatabaseException.class,
              () ->
                  database.transaction(
                      Lane.DRAIN,
                      connection -> {
                        proxy.freeze();
                        return Sql.update(connection, "UPDATE account SET total = 5 WHERE id = 2");
                      }));

      assertThat(e.unavailable()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      Eventually.holds("seen to be down", () -> !database.health().up());
      proxy.heal();
      assertThat(database.awaitUp(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  void aLostAnswerToACommitIsUnknownAndNotTriedAgain() {
    story.change("INSERT INTO account VALUES (40, 0)");
    try (FaultProxy proxy = story.proxy();
        Database database = Database.open(story.config(proxy), story.clock(), new Random(1))) {
      assertThat(database.awaitUp(Duration.ofSeconds(60))).isTrue();
      AtomicInteger runs = new AtomicInteger();

      DatabaseException e =
          catchThrowableOfType(
              DatabaseException.class,
              () ->
                  database.transaction(
                      Lane.DRAIN,
                      connection -> {
                        runs.incrementAndGet();
                        Sql.update(connection, "UPDATE account SET total = 7 WHERE id = 40");
                        // The COMMIT goes through; not one byte comes back.
                        proxy.cutAfter(Direction.RESPONSE, 0);
                        return true;
                      }));

      assertThat(e.failure()).isInstanceOf(Failure.CommitUnknown.class);
      assertThat(runs).hasValue(1);
      Eventually.asserted(
          () -> assertThat(story.number("SELECT total FROM account WHERE id = 40")).isEqualTo(7));
    }
  }

  @Test
  void oneUseCannotTakeTheConnectionsOfAnother() throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> readers = new ArrayList<>();
    CountDownLatch reading = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      readers.add(
          CompletableFuture.supplyAsync(() -> hold(reading, enough), Thread::startVirtualThread));
    }
    reading.await();

    long drained = story.database().transaction(Lane.DRAIN, DatabaseTest::one);
    long kept = story.database().transaction(Lane.MAINTENANCE, DatabaseTest::one);
    enough.countDown();

    assertThat(drained + kept).isEqualTo(2);
    assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isTrue());
  }

  @Test
  void readersCannotWrite() {
    DatabaseException e =
        catchThrowableOfType(
            DatabaseException.class,
            () -> story.database().read(it -> Sql.update(it, "DELETE FROM account")));

    assertThat(e).hasMessageContaining("read-only");
  }

  @Test
  void openingNeedsNoServerAndFindsItWhenItComes() {
    try (FaultProxy proxy = story.proxy().refuse();
        Database database = Database.open(story.config(proxy), story.clock(), new Random(1))) {
      Eventually.asserted(
          () -> assertThat(database.health().cause()).isNotEqualTo("not asked yet").isNotEmpty());
      assertThat(database.health().state()).isEqualTo(DatabaseHealth.State.STARTING);
      AtomicInteger ups = new AtomicInteger();
      database.onUp(ups::incrementAndGet);

      proxy.heal();

      assertThat(database.awaitUp(Duration.ofSeconds(60))).isTrue();
      Eventually.asserted(() -> assertThat(ups).hasValue(1));
    }
  }

  private static boolean hold(CountDownLatch reading, CountDownLatch enough) {
    return story
        .database()
        .read(connection -> {
          reading.countDown();
          try {
            enough.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return one(connection) == 1;
        });
  }

  private static long one(Connection connection) throws SQLException {
    return Sql.first(connection, "SELECT 1", row -> row.getLong(1)).orElseThrow();
  }

  private static int move(int from, int to, CyclicBarrier barrier, AtomicInteger runs) {
    return story
        .database()
        .transaction(
            Lane.MAINTENANCE,
            connection -> {
              int run = runs.incrementAndGet();
              Sql.update(connection, "UPDATE account SET total = total - 1 WHERE id = ?", from);
              if (run <= 2) {
                await(barrier);
              }
              return Sql.update(
                  connection, "UPDATE account SET total = total + 1 WHERE id = ?", to);
            });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Failure failure(String sql) {
    return catchThrowableOfType(
            DatabaseException.class,
            () ->
                story
                    .database()
                    .transaction(Lane.MAINTENANCE, connection -> Sql.update(connection, sql)))
        .failure();
  }

  private static DatabaseConfig.Waits waits(Duration statement) {
    return new DatabaseConfig.Waits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        statement,
        Duration.ofSeconds(2),
        Duration.ofSeconds(3));
  }
}
