package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.engine.db.DatabaseHealth;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.engine.trace.Trace;
import dev.holdfast.journal.Journal;
import dev.holdfast.signal.Message;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FaultProxy;
import dev.holdfast.testkit.FaultProxy.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The engine over a wire and a server that fail: nothing lost, nothing twice, books in balance.
@Timeout(300)
class EngineFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Sender sender = Sender.of("acme");
  private Story story;
  private FaultProxy proxy;
  private Journal journal;
  private Engine engine;

  @BeforeEach
  void open() {
    story = Story.begin();
    proxy = story.proxy();
    journal = Story.journal(folder.resolve("journal"));
    engine = start();
  }

  @AfterEach
  void close() {
    engine.close();
    proxy.close();
    journal.close();
    story.close();
  }

  /// Every connection is cut after so many bytes, in the middle of whatever it was doing: hand
  /// shake, look-up, COPY, commit, the answer to the commit.
  @Test
  void connectionsCutAfterEveryFewThousandBytesLoseAndDoubleNothing() {
    Random random = new Random(5);
    int sent = 0;
    for (int round = 0; round < 24; round++) {
      Direction direction = round % 2 == 0 ? Direction.REQUEST : Direction.RESPONSE;
      int most = direction == Direction.REQUEST ? 120_000 : 9_000;
      proxy.cutAfter(direction, 1_500 + random.nextInt(most));
      List<Message.Signal> signals = sender.next(200);
      Story.append(journal, signals);
      Story.append(journal, signals.subList(0, 20));
      sent += 200;
      Eventually.holds(
          "drained, or cut off",
          PATIENCE,
          () -> drained() || engine.status().drain().state() == EngineStatus.State.WAITING);
      proxy.heal();
      eventuallyDrained();
      assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(sent);
    }

    assertThat(engine.books().of("acme"))
        .isEqualTo(new BookTotals(sent + 24 * 20, 0, 0, sent, 24 * 20, 0, 0, 0));
    assertThat(story.number("SELECT sum(events) FROM session")).isEqualTo(sent);
    assertThat(story.texts("SELECT recorded::text || gaps FROM device"))
        .containsExactly("{[1," + (sent + 1) + ")}0");
  }

  @Test
  void backendsTerminatedAtAnyMomentLoseAndDoubleNothing() {
    List<Message.Signal> signals = sender.next(6_000);
    for (int i = 0; i < signals.size(); i += 100) {
      Story.append(journal, signals.subList(i, i + 100));
      if (i % 300 == 0) {
        story.texts(
            "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'holdfast-drain'"
                + "   AND pid <> pg_backend_pid()");
      }
    }

    eventuallyDrained();

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(6_000);
    assertThat(engine.books().total()).isEqualTo(new BookTotals(6_000, 0, 0, 6_000, 0, 0, 0, 0));
  }

  @Test
  void aFrozenServerHoldsNobodyAndIsShown() {
    Eventually.holds("up", PATIENCE, () -> engine.status().database().up());
    Story.append(journal, sender.next(10));
    eventuallyDrained();

    proxy.freeze();
    Story.append(journal, sender.next(10));

    Eventually.asserted(
        PATIENCE,
        () -> {
          EngineStatus status = engine.status();
          assertThat(status.database().state()).isEqualTo(DatabaseHealth.State.DOWN);
          assertThat(status.database().cause()).isNotEmpty();
          assertThat(status.drain().state()).isEqualTo(EngineStatus.State.WAITING);
          assertThat(status.waiting()).isEqualTo(10);
        });
    story.clock().advance(Duration.ofSeconds(30));
    assertThat(engine.status().lag()).isGreaterThanOrEqualTo(Duration.ofSeconds(29));

    proxy.heal();
    eventuallyDrained();
    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(20);
    Eventually.asserted(() -> assertThat(engine.status().lag()).isZero());
  }

  @Test
  void booksAndSearchAnswerThroughAnOutageAndARestartInIt() throws Exception {
    Story.append(journal, sender.next(100));
    eventuallyDrained();
    proxy.refuse();
    Message.Signal waiting = sender.next();
    List<Message> outage = new ArrayList<>(List.of(sender.declaration(1), waiting));
    outage.addAll(Sender.of("other").next(3));
    outage.add(sender.rejected("type_missing"));
    Story.append(journal, outage);
    engine.close();
    engine = start();

    BookTotals acme = new BookTotals(101, 1, 0, 100, 0, 0, 2, 0);
    assertThat(engine.books().of("acme")).isEqualTo(acme);
    assertThat(engine.books().of("other")).isEqualTo(new BookTotals(3, 0, 0, 0, 0, 0, 3, 0));
    assertThat(engine.books().live()).isFalse();
    assertThat(engine.books().total().balanced()).isTrue();
    Trace trace = engine.trace().find("acme", waiting.id().toString());
    assertThat(trace.ledger()).isFalse();
    assertThat(trace.journal().complete()).isTrue();
    assertThat(trace.found())
        .singleElement()
        .satisfies(found -> assertThat(found.place()).isEqualTo(Trace.Place.IN_JOURNAL));

    proxy.heal();
    eventuallyDrained();
    assertThat(engine.books().of("acme")).isEqualTo(new BookTotals(101, 1, 0, 101, 0, 1, 0, 0));
    assertThat(engine.books().live()).isTrue();
  }

  @Test
  void theBooksBalanceAtEveryMomentOfATroubledRun() {
    Random random = new Random(9);
    for (int round = 0; round < 40; round++) {
      switch (random.nextInt(6)) {
        case 0 -> proxy.reset();
        case 1 -> Story.append(journal, List.of(sender.rejected("no"), sender.poison()));
        case 2 -> Story.append(journal, List.of(sender.declaration(1)));
        default -> Story.append(journal, sender.next(1 + random.nextInt(40)));
      }
      assertThat(engine.books().total().balanced()).as(engine.books().toString()).isTrue();
    }
    eventuallyDrained();

    BookTotals total = engine.books().total();
    assertThat(total.recorded()).isEqualTo(story.number("SELECT count(*) FROM event"));
    assertThat(total.quarantined()).isEqualTo(story.number("SELECT count(*) FROM quarantine"));
    Eventually.asserted(
        PATIENCE,
        () -> assertThat(engine.status().auditedThrough()).isEqualTo(journal.durableThrough()));
    assertThat(engine.status().unexplained()).isZero();
  }

  private Engine start() {
    DatabaseConfig.Waits waits =
        new DatabaseConfig.Waits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4));
    EngineConfig config =
        EngineConfig.of(story.config(proxy).withWaits(waits))
            .withMemory(folder.resolve("books"))
            .withAuditEvery(Duration.ofMillis(100));
    return Engine.start(config, journal, story.clock(), new Random(7));
  }

  private boolean drained() {
    return engine.status().drainedThrough() == journal.durableThrough();
  }

  private void eventuallyDrained() {
    Eventually.holds("drained", PATIENCE, this::drained);
  }
}
