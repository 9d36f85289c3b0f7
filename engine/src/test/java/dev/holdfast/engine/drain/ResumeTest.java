package dev.holdfast.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineConfig;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.journal.Journal;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ledgers and journals that do not belong together, or not any more.
class ResumeTest {
  @TempDir private Path folder;
  private final Sender sender = Sender.of("acme");
  private Story story;

  @BeforeEach
  void begin() {
    story = Story.begin();
  }

  @AfterEach
  void end() {
    story.close();
  }

  @Test
  void aNewJournalIsANewStreamAndTheOldIdsAreStillRefused() {
    var signals = sender.next(20);
    run(folder.resolve("first"), journal -> Story.append(journal, signals));

    run(
        folder.resolve("second"),
        journal -> {
          Story.append(journal, signals.subList(10, 20));
          Story.append(journal, sender.next(5));
        });

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(25);
    assertThat(story.number("SELECT count(*) FROM drain_position")).isEqualTo(2);
    assertThat(story.number("SELECT total FROM book WHERE account = 'duplicate'")).isEqualTo(10);
  }

  @Test
  void aRestoredLedgerIsFilledAgainFromItsOwnPosition() {
    Path place = folder.resolve("journal");
    run(place, journal -> Story.append(journal, sender.next(30)));
    // Back to a moment after the first ten: rows, books and position of one backup.
    story.change("DELETE FROM event WHERE position > 10");
    story.change("UPDATE drain_position SET position = 10, checksum = NULL");
    story.change("DELETE FROM book_entry");
    story.change("DELETE FROM book_day");
    story.change(
        "INSERT INTO book_day SELECT 'acme', current_date, account, 10 FROM unnest('{acknowledged,recorded}'::text[]) AS account");

    run(place, _ -> {});

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(30);
    assertThat(story.number("SELECT total FROM book WHERE account = 'recorded'")).isEqualTo(30);
    assertThat(story.number("SELECT count(*) FROM audit_finding")).isZero();
  }

  /// The journal's disk was restored, and took new items before the engine saw it: the stored
  /// position exists, with another entry at it.
  @Test
  void aJournalThatWasSetBackIsDrainedAgainFromItsBeginning() {
    Path place = folder.resolve("journal");
    Path backup = folder.resolve("backup");
    run(place, journal -> Story.append(journal, sender.next(10)));
    copy(place, backup);
    run(place, journal -> Story.append(journal, sender.next(10)));

    run(backup, journal -> Story.append(journal, Sender.of("after").next(15)));

    assertThat(story.number("SELECT count(*) FROM event WHERE tenant_id = 'acme'")).isEqualTo(20);
    assertThat(story.number("SELECT count(*) FROM event WHERE tenant_id = 'after'")).isEqualTo(15);
    assertThat(story.texts("SELECT epoch || ' ' || position FROM drain_position"))
        .containsExactly("1 25");
    assertThat(story.number("SELECT count(*) FROM audit_finding")).isZero();
  }

  @Test
  void aJournalThatEndsBeforeTheStoredPositionIsDrainedAgain() {
    Path place = folder.resolve("journal");
    Path backup = folder.resolve("backup");
    run(place, journal -> Story.append(journal, sender.next(10)));
    copy(place, backup);
    run(place, journal -> Story.append(journal, sender.next(10)));

    run(backup, _ -> {});

    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(20);
    assertThat(story.texts("SELECT epoch || ' ' || position FROM drain_position"))
        .containsExactly("1 10");
  }

  @Test
  void twoEnginesOnOneJournalApplyEachBatchOnce() {
    try (Journal journal = Story.journal(folder.resolve("journal"));
        Engine one = start(journal, "one");
        Engine other = start(journal, "other")) {
      CompletableFuture<Void> more =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
              Story.append(journal, Sender.of("more-" + i).next(20));
            }
          });
      Story.append(journal, sender.next(1_000));
      more.join();
      eventuallyDrained(one, journal);

      assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(2_000);
      assertThat(story.number("SELECT sum(total) FROM book WHERE account = 'recorded'"))
          .isEqualTo(2_000);
      assertThat(story.number("SELECT sum(total) FROM book WHERE account = 'acknowledged'"))
          .isEqualTo(2_000);
      assertThat(List.of(one, other)).allSatisfy(engine -> assertThat(engine.status()).isNotNull());
    }
  }

  private void run(Path place, Consumer<Journal> meanwhile) {
    try (Journal journal = Story.journal(place);
        Engine engine = start(journal, place.getFileName().toString())) {
      meanwhile.accept(journal);
      eventuallyDrained(engine, journal);
    }
  }

  private Engine start(Journal journal, String memory) {
    EngineConfig config =
        EngineConfig.of(story.config()).withMemory(folder.resolve("books-" + memory));
    return Engine.start(config, journal, story.clock(), new Random(1));
  }

  private void eventuallyDrained(Engine engine, Journal journal) {
    Eventually.asserted(() -> {
      assertThat(engine.status().drain().cause()).isEmpty();
      assertThat(
              story.number("SELECT position FROM drain_position WHERE journal = ?", journal.id()))
          .isEqualTo(journal.durableThrough());
    });
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
