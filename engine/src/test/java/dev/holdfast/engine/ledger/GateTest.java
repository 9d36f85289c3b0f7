package dev.holdfast.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.db.Work;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import dev.holdfast.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static Story story;

  @BeforeAll
  static void begin() {
    story = Story.begin();
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void anIdIsRecordedOnceHoweverOftenItComes() {
    List<Message.Signal> signals = Sender.of("often").next(300);

    Passed first = pass(Story.placed(1, signals));
    Passed again = pass(Story.placed(301, signals));

    assertThat(first.recorded()).hasSize(300);
    assertThat(first.duplicates()).isEmpty();
    assertThat(again.recorded()).isEmpty();
    assertThat(again.duplicates()).hasSize(300);
    assertThat(recorded("often")).isEqualTo(300);
  }

  @Test
  void aSecondCopyInOneBatchIsADuplicateOfTheFirst() {
    Message.Signal signal = Sender.of("twice").next();

    Passed passed = pass(Story.placed(1, List.of(signal, signal, signal)));

    assertThat(passed.recorded()).extracting(Placed::position).containsExactly(1L);
    assertThat(passed.duplicates()).extracting(Placed::position).containsExactly(2L, 3L);
  }

  @Test
  void theSameIdOfTwoTenantsIsTwoItems() {
    Message.Signal one = Sender.of("left").next();
    Message.Signal other = Sender.of("right").next();
    Message.Signal same =
        new Message.Signal(other.arrival(), one.id(), "click", 1, null, null, other.raw());

    Passed passed = pass(Story.placed(1, List.of(one, same)));

    assertThat(passed.recorded()).hasSize(2);
  }

  /// Up to four tenants are asked for one by one, more all at once: both must see what is there.
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 40})
  void knowsTheIdsOfManyTenants(int tenants) {
    List<Message.Signal> known = new ArrayList<>();
    List<Message.Signal> fresh = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      Sender sender = Sender.of("many-%d-%d".formatted(tenants, i));
      known.addAll(sender.next(5));
      fresh.addAll(sender.next(5));
    }
    pass(Story.placed(1, known));
    List<Message.Signal> mixed = new ArrayList<>(known);
    mixed.addAll(fresh);

    Passed passed = pass(Story.placed(1_000, mixed));

    assertThat(ids(passed.recorded())).isEqualTo(idsOf(fresh));
    assertThat(ids(passed.duplicates())).isEqualTo(idsOf(known));
  }

  @Test
  void anIdOfADroppedMonthIsRefused() {
    Message.Signal late = Sender.of("dropped").withClock(Instant.EPOCH);
    story.change(
        "UPDATE retention SET floor = ?", UUID.fromString("01000000-0000-0000-0000-000000000000"));
    try {
      Passed first = pass(Story.placed(1, List.of(late)));
      // Its partition goes, its id stays.
      story.change("DELETE FROM event WHERE tenant_id = 'dropped'");
      Passed again = pass(Story.placed(2, List.of(late)));

      assertThat(first.recorded()).hasSize(1);
      assertThat(again.duplicates()).hasSize(1);
      assertThat(story.number("SELECT count(*) FROM processed_signals WHERE tenant_id = 'dropped'"))
          .isEqualTo(1);
    } finally {
      story.change("UPDATE retention SET floor = ?", new UUID(0, 0));
    }
  }

  /// Two gates over the same ids at once, each in batches of its own: whoever is later waits, and
  /// nothing is there twice.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rivalsNeverRecordAnIdTwice(long seed) {
    String tenant = "rivals-" + seed;
    List<Message.Signal> signals = Sender.of(tenant).next(600);

    CompletableFuture<Integer> one =
        CompletableFuture.supplyAsync(() -> passInBatches(signals, new Random(seed)));
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(() -> passInBatches(signals, new Random(-seed)));

    assertThat(one.join() + other.join()).isEqualTo(600);
    assertThat(recorded(tenant)).isEqualTo(600);
  }

  /// The rival committed between look-up and COPY: the COPY fails, the slow insert decides.
  @Test
  void aRivalThatWasFasterCostsOnlyTime() throws SQLException {
    List<Message.Signal> signals = Sender.of("faster").next(20);
    try (Connection slow = story.server().connect();
        Connection fast = story.server().connect()) {
      slow.setAutoCommit(false);
      fast.setAutoCommit(false);
      new Gate().record(fast, Story.placed(1, signals.subList(5, 10)));
      CompletableFuture<Passed> passed =
          CompletableFuture.supplyAsync(() -> recordIn(slow, Story.placed(100, signals)));
      // The slow one has looked up, seen nothing, and now waits for the fast one's rows.
      Eventually.asserted(() -> assertThat(waitingForLocks()).isGreaterThan(0));

      fast.commit();

      assertThat(passed.join().recorded()).hasSize(15);
      assertThat(passed.join().duplicates())
          .extracting(Placed::position)
          .containsExactly(105L, 106L, 107L, 108L, 109L);
      slow.commit();
    }
    assertThat(recorded("faster")).isEqualTo(20);
  }

  @Test
  void rowsOfTheSlowWayAreTheSameAsThoseOfTheFast() throws SQLException {
    Message.Signal signal = Sender.of("same").next("purchase");
    Message.Signal bare =
        new Message.Signal(
            new Arrival("same", "shop", "k", signal.arrival().receivedAt(), "c", null, null, 0),
            Sender.of("bare").next().id(),
            "type",
            0,
            null,
            null,
            signal.raw());
    List<Placed> placed = Story.placed(1, List.of(signal, bare));
    String rows =
        "SELECT (event.* IS NOT NULL)::text || to_jsonb(event)::text FROM event WHERE tenant_id = 'same' ORDER BY id";

    List<String> fast =
        inTransaction(connection -> {
          new Gate().record(connection, placed);
          return rowsAndRollback(connection, rows);
        });
    List<String> slow =
        inTransaction(connection -> {
          SortedMap<SignalKey, Placed> keyed = new TreeMap<>();
          placed.forEach(it -> keyed.put(SignalKey.of(it), it));
          new SlowInsert().insert(connection, keyed);
          return rowsAndRollback(connection, rows);
        });

    assertThat(slow).hasSize(2).isEqualTo(fast);
  }

  private static List<String> rowsAndRollback(Connection connection, String sql)
      throws SQLException {
    List<String> rows =
        Sql.list(
            connection, sql, row -> row.getString(1).replaceAll("\"recorded_at\": \"[^\"]*\"", ""));
    connection.rollback();
    return rows;
  }

  private static <T> List<T> inTransaction(Work<List<T>> work) throws SQLException {
    try (Connection connection = story.server().connect()) {
      connection.setAutoCommit(false);
      return work.run(connection);
    }
  }

  private static Passed recordIn(Connection connection, List<Placed> placed) {
    try {
      return new Gate().record(connection, placed);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long waitingForLocks() {
    return story.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
  }

  private static int passInBatches(List<Message.Signal> signals, Random random) {
    int recorded = 0;
    for (int at = 0; at < signals.size(); ) {
      int size = Math.min(1 + random.nextInt(60), signals.size() - at);
      recorded += pass(Story.placed(at + 1, signals.subList(at, at + size))).recorded().size();
      at += size;
    }
    return recorded;
  }

  private static Passed pass(List<Placed> placed) {
    return story
        .database()
        .transaction(Lane.DRAIN, connection -> new Gate().record(connection, placed));
  }

  private static long recorded(String tenant) {
    return story.number("SELECT count(*) FROM event WHERE tenant_id = ?", tenant);
  }

  private static Set<UUID> ids(List<Placed> placed) {
    Set<UUID> ids = new HashSet<>();
    placed.forEach(it -> ids.add(it.signal().id()));
    return ids;
  }

  private static Set<UUID> idsOf(List<Message.Signal> signals) {
    Set<UUID> ids = new HashSet<>();
    signals.forEach(it -> ids.add(it.id()));
    return ids;
  }
}
