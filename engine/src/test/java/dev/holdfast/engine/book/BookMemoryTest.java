package dev.holdfast.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.ledger.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private final UUID journal = UUID.randomUUID();

  @Test
  void remembersTheBooksAndWhereTheyStood() {
    remember();

    LiveBooks books = new BookMemory(file()).recall(journal, NOW.plusSeconds(60));

    assertThat(books.drainedThrough()).isEqualTo(77);
    assertThat(books.books())
        .isEqualTo(
            Books.of(
                NOW,
                false,
                Map.of(
                    "acme", new BookTotals(10, 2, 0, 7, 3, 2, 0, 1),
                    "?", new BookTotals(0, 0, 4, 0, 0, 4, 0, 0))));
  }

  @Test
  void everyTruncationOfTheFileIsNoticed() throws IOException {
    remember();
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertThat(new BookMemory(file()).recall(journal, NOW).drainedThrough()).isZero();
    }
  }

  @Test
  void anotherJournalsBooksAreNotTakenForItsOwn() {
    remember();

    assertThat(new BookMemory(file()).recall(UUID.randomUUID(), NOW).books().tenants()).isEmpty();
  }

  @Test
  void withoutAFileTheBooksBeginEmpty() {
    BookMemory none = new BookMemory(null);
    LiveBooks books = none.recall(journal, NOW);
    none.save(books.standing());

    assertThat(books.books().total()).isEqualTo(BookTotals.EMPTY);
  }

  private void remember() {
    Entries entries = new Entries();
    entries.add("acme", Account.ACKNOWLEDGED, 10);
    entries.add("acme", Account.REJECTED, 2);
    entries.add("acme", Account.RECORDED, 7);
    entries.add("acme", Account.DUPLICATE, 3);
    entries.add("acme", Account.QUARANTINED, 2);
    entries.add("?", Account.DAMAGED, 4);
    entries.add("?", Account.QUARANTINED, 4);
    new BookMemory(file())
        .save(new Standing(new Source(journal, 0), 77, NOW, entries, Map.of("acme", 1L)));
  }

  private Path file() {
    return folder.resolve("books");
  }
}
