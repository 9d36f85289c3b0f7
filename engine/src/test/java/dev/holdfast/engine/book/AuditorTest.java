package dev.holdfast.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineConfig;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.ledger.Source;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.journal.Journal;
import dev.holdfast.signal.Message;
import dev.holdfast.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditorTest {
  @TempDir private Path folder;
  private final Sender sender = Sender.of("acme");
  private Story story;
  private Journal journal;

  @BeforeEach
  void begin() {
    story = Story.begin();
    journal = Story.journal(folder.resolve("journal"));
  }

  @AfterEach
  void end() {
    journal.close();
    story.close();
  }

  @Test
  void everyItemThatIsNowhereIsNamedAndExplainedWhenItTurnsUp() throws InterruptedException {
    List<Message.Signal> signals = sender.next(30);
    drain(signals, List.of(sender.rejected("no"), sender.poison(), sender.declaration(1)));
    story.change("CREATE TABLE lost AS SELECT * FROM event WHERE position IN (7, 8)");
    story.change("DELETE FROM event WHERE position IN (7, 8)");
    story.change("DELETE FROM quarantine WHERE code = 'no'");
    LiveBooks books = books();
    Auditor auditor = new Auditor(story.database(), journal, books, Duration.ofSeconds(1));

    auditor.pass();

    assertThat(
            story.texts(
                "SELECT kind || ' ' || position || ' ' || coalesce(signal_id::text, '') FROM audit_finding WHERE kind = 'missing' ORDER BY position"))
        .containsExactly(
            "missing 7 " + signals.get(6).id(),
            "missing 8 " + signals.get(7).id(),
            "missing 31 00000000-0000-0000-0000-000000000000");
    // And a count of the rows differs from the books twice: recorded and quarantined.
    assertThat(
            story.texts("SELECT detail FROM audit_finding WHERE kind = 'recount' ORDER BY detail"))
        .containsExactly(
            "quarantined: the books say 2, a count says 1",
            "recorded: the books say 30, a count says 28");
    assertThat(books.books().of("acme").unexplained()).isEqualTo(3 + 2 + 1);
    assertThat(auditor.auditedThrough()).isEqualTo(33);

    story.change("INSERT INTO event SELECT * FROM lost");
    auditor.pass();

    assertThat(
            story.number(
                "SELECT count(*) FROM audit_finding WHERE kind = 'missing' AND explained_at IS NULL"))
        .isEqualTo(1);
  }

  @Test
  void whatIsOnItsWayIsNeverCalledMissing() throws InterruptedException {
    LiveBooks books = books();
    Auditor auditor = new Auditor(story.database(), journal, books, Duration.ofSeconds(1));
    try (Engine engine = start()) {
      for (int i = 0; i < 40; i++) {
        Story.append(journal, sender.next(50));
        auditor.pass();
      }
      eventuallyDrained(engine);
      auditor.pass();
    }

    assertThat(auditor.auditedThrough()).isEqualTo(2_000);
    assertThat(story.number("SELECT count(*) FROM audit_finding")).isZero();
  }

  @Test
  void rolledUpBooksAreTheSameBooks() {
    drain(sender.next(10), sender.next(5));
    story.change("UPDATE book_entry SET at = at - interval '1 hour' WHERE position <= 10");
    List<String> before = story.texts("SELECT book::text FROM book ORDER BY 1");

    story.database().transaction(Lane.MAINTENANCE, BookStore::rollUp);

    assertThat(story.texts("SELECT book::text FROM book ORDER BY 1")).isEqualTo(before);
    assertThat(story.number("SELECT count(*) FROM book_day")).isPositive();
  }

  @SafeVarargs
  private void drain(List<? extends Message>... appends) {
    try (Engine engine = start()) {
      for (List<? extends Message> messages : appends) {
        Story.append(journal, messages);
        eventuallyDrained(engine);
      }
    }
  }

  private LiveBooks books() {
    LiveBooks books = new BookMemory(null).recall(journal.id(), story.clock().instant());
    books.load(new Source(journal.id(), 0), 0, new Entries(), story.clock().instant());
    return books;
  }

  private Engine start() {
    // Its own auditor stays out of the way.
    EngineConfig config = EngineConfig.of(story.config()).withAuditEvery(Duration.ofHours(1));
    return Engine.start(config, journal, story.clock(), new Random(1));
  }

  private void eventuallyDrained(Engine engine) {
    Eventually.asserted(
        () -> assertThat(engine.status().drainedThrough()).isEqualTo(journal.durableThrough()));
  }
}
