package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.drain.Committed;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.engine.trace.Trace;
import dev.holdfast.journal.Journal;
import dev.holdfast.signal.Message;
import dev.holdfast.testkit.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir private Path folder;
  private final Sender sender = Sender.of("acme");
  private Story story;
  private Journal journal;
  private Engine engine;

  @BeforeEach
  void open() {
    story = Story.begin();
    journal = Story.journal(folder.resolve("journal"));
    engine = start();
  }

  @AfterEach
  void close() {
    engine.close();
    journal.close();
    story.close();
  }

  @Test
  void everythingAppendedStandsInTheLedgerOnce() {
    List<Message.Signal> signals = sender.next(2_500);
    Story.append(journal, signals.subList(0, 1_500));
    Story.append(journal, signals.subList(1_000, 2_500));

    eventuallyDrained();

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(2_500);
    assertThat(story.number("SELECT events FROM session WHERE id = ?", sender.session()))
        .isEqualTo(2_500);
    assertThat(engine.books().of("acme"))
        .isEqualTo(new BookTotals(3_000, 0, 0, 2_500, 500, 0, 0, 0));
  }

  @Test
  void theRowHoldsTheItemAsItCame() {
    Message.Signal signal = sender.next("purchase");
    Story.append(journal, List.of(signal));

    eventuallyDrained();

    assertThat(
            story.texts(
                """
                SELECT concat_ws('|', tenant_id, site_id, id, type, seq, epoch, device, session_id,
                                 key_id, correlation_id, traceparent, position, data, at, received_at)
                  FROM event
                """))
        .containsExactly(
            "acme|shop|%s|purchase|1|1|%s|%s|pk_acme|c-1|00-trace-01|1|%s|%s|%s"
                .formatted(
                    signal.id(),
                    sender.device(),
                    sender.session(),
                    "{\"id\":\"" + signal.id() + "\",\"seq\":1,\"note\":\"é\"}",
                    "2026-11-21 10:00:00.001+00",
                    "2026-11-21 10:00:00.001+00"));
  }

  @Test
  void theBooksBalanceWithRejectedAndPoisonedItemsAndDeclarations() {
    List<Message> messages = new ArrayList<>();
    messages.add(sender.declaration(1));
    messages.addAll(sender.next(10));
    messages.add(sender.rejected("type_missing"));
    messages.add(sender.poison());
    messages.addAll(sender.next(10));
    Story.append(journal, messages);

    eventuallyDrained();

    Books books = engine.books();
    assertThat(books.live()).isTrue();
    assertThat(books.total()).isEqualTo(new BookTotals(21, 1, 0, 20, 0, 2, 0, 0));
    assertThat(books.total().balanced()).isTrue();
    assertThat(story.texts("SELECT code FROM quarantine ORDER BY position"))
        .containsExactly("type_missing", "poisoned");
  }

  @Test
  void aSearchFindsTheItemByIdAndByCorrelationIdWithItsWay() {
    Message.Signal signal = sender.next();
    Story.append(journal, List.of(signal, signal));
    eventuallyDrained();

    Trace byId = engine.trace().find("acme", signal.id().toString());
    Trace byCorrelation = engine.trace().find("acme", signal.arrival().correlationId());
    Trace ofOthers = engine.trace().find("rival", signal.id().toString());

    assertThat(byId.found())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.place()).isEqualTo(Trace.Place.RECORDED);
          assertThat(found.repeats()).isEqualTo(1);
          assertThat(found.way())
              .extracting(Trace.Step::station)
              .containsExactly("received", "journalled", "recorded", "repeated");
        });
    assertThat(byCorrelation.found()).isEqualTo(byId.found());
    assertThat(ofOthers.found()).isEmpty();
    assertThat(engine.trace().recent("acme", "shop", 10))
        .singleElement()
        .satisfies(recent -> assertThat(recent.id()).isEqualTo(signal.id()));
    assertThat(engine.trace().recent("acme", "other", 10)).isEmpty();
  }

  @Test
  void aListenerHearsOfEachCommittedBatch() {
    List<Committed> heard = new CopyOnWriteArrayList<>();
    engine.onCommit(heard::add);

    Story.append(journal, sender.next(50));
    eventuallyDrained();

    Eventually.asserted(() ->
        assertThat(heard)
            .flatExtracting(Committed::sites)
            .extracting(Committed.SiteCounts::recorded)
            .satisfies(
                counts -> assertThat(counts.stream().mapToInt(it -> it).sum()).isEqualTo(50)));
  }

  @Test
  void aRestartGoesOnWhereItStopped() {
    Story.append(journal, sender.next(100));
    eventuallyDrained();
    engine.close();
    Story.append(journal, sender.next(100));

    engine = start();
    eventuallyDrained();

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(200);
    assertThat(engine.books().total()).isEqualTo(new BookTotals(200, 0, 0, 200, 0, 0, 0, 0));
    Eventually.asserted(() -> assertThat(engine.status().partitionsAhead()).isEqualTo(3));
    Eventually.asserted(
        () -> assertThat(engine.status().auditedThrough()).isEqualTo(journal.durableThrough()));
    assertThat(engine.status().unexplained()).isZero();
  }

  private Engine start() {
    EngineConfig config = EngineConfig.of(story.config()).withMemory(folder.resolve("books"));
    return Engine.start(config, journal, story.clock(), new Random(7));
  }

  private void eventuallyDrained() {
    Eventually.asserted(
        () -> assertThat(engine.status().drainedThrough()).isEqualTo(journal.durableThrough()));
  }
}
