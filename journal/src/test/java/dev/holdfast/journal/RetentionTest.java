package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When segments go, and that what is gone stays gone.
class RetentionTest {
  private static final Duration AGE = Duration.ofHours(1);
  private static final FileJournalConfig CONFIG = Configs.small(2048).withRetention(AGE);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SimulatedDisk disk = new SimulatedDisk(now::get);
  private FileJournal journal = disk.open(CONFIG);

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aReleasedSegmentGoesWhenItIsOldEnough() throws Exception {
    givenSegments(4);
    journal.release(journal.durableThrough());

    passes(AGE.plusSeconds(1));

    Waiting.until(() -> journal.status().segments() == 1);
    assertThat(journal.status().oldestKept()).isGreaterThan(6);
    assertThat(journal.durableThrough()).isEqualTo(10);
  }

  @Test
  void aYoungSegmentStaysThoughItIsReleased() throws Exception {
    givenSegments(4);
    int before = journal.status().segments();
    journal.release(journal.durableThrough());
    passes(AGE.minusSeconds(1));

    journal.sweep();

    assertThat(journal.status().segments()).isEqualTo(before);
    assertThat(first(journal)).isEqualTo(1);
  }

  @Test
  void anUnreleasedSegmentStaysHoweverOldItIs() throws Exception {
    givenSegments(4);
    journal.release(4);
    passes(Duration.ofDays(1000));

    Waiting.until(() -> journal.status().oldestKept() > 1);

    assertThat(first(journal)).isLessThanOrEqualTo(5);
    assertThat(journal.status().releasedThrough()).isEqualTo(4);
  }

  @Test
  void aReaderOfWhatIsGoneBeginsAtTheOldestKept() throws Exception {
    givenSegments(4);
    try (JournalReader reader = journal.read(1)) {
      assertThat(reader.next(1, 1 << 16, Duration.ZERO)).hasSize(1);
      journal.release(8);
      passes(AGE.plusSeconds(1));
      Waiting.until(() -> journal.status().oldestKept() > 4);

      assertThat(journal.read(1).next(1, 1 << 16, Duration.ZERO).getFirst().sequence())
          .isEqualTo(journal.status().oldestKept());
      assertThat(reader.next(100, 1 << 16, Duration.ZERO)).allMatch(Item.Stored.class::isInstance);
    }
  }

  @Test
  void aDeletedSegmentThatComesBackIsKnownAsStale() throws Exception {
    givenSegments(4);
    String name = disk.names().stream().filter(n -> n.endsWith(".segment")).findFirst().get();
    byte[] bytes = disk.file(name).content();
    journal.release(8);
    passes(AGE.plusSeconds(1));
    Waiting.until(() -> !names().contains(name));
    journal.close();
    disk.create(name).close();
    disk.file(name).damage(bytes);

    journal = disk.open(CONFIG);

    assertThat(names()).doesNotContain(name);
    assertThat(first(journal)).isGreaterThan(1);
    assertThat(journal.durableThrough()).isEqualTo(10);
    assertThat(journal.status().damaged()).isZero();
  }

  @Test
  void emptySegmentsOfManyStartsDoNotPileUp() {
    for (int i = 0; i < 20; i++) {
      journal.close();
      journal = disk.open(CONFIG);
    }

    Waiting.until(() -> journal.status().segments() == 1);
  }

  private void givenSegments(int count) throws Exception {
    for (int i = 1; journal.status().segments() < count; i++) {
      journal.append(List.of(Items.entry(1, i + "x".repeat(400)))).get();
    }
    while (journal.durableThrough() < 10) {
      journal.append(List.of(Items.entry(1, "y".repeat(400)))).get();
    }
  }

  private void passes(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private List<String> names() {
    try {
      return disk.names();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long first(FileJournal journal) throws InterruptedException {
    try (JournalReader reader = journal.read(1)) {
      return reader.next(1, 1 << 16, Duration.ZERO).getFirst().sequence();
    }
  }
}
