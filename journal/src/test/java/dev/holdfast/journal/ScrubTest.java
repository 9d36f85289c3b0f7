package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Rot under an open journal.
class ScrubTest {
  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
  private FileJournal journal = disk.open(Configs.small(2048));

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theScrubFindsRotInASealedSegmentAndKeepsItsBytesAside() throws Exception {
    journal.close();
    journal =
        disk.open(
            Configs.small(2048)
                .withScrub(new FileJournalConfig.ScrubRate(Duration.ofMillis(1), 1 << 30)));
    givenEntries(6);

    rot(2);

    Waiting.until(() -> journal.status().damaged() == 1);
    Waiting.until(() -> disk.file("damaged-0000000000000002-0000000000000002.bytes") != null);
    assertThat(journal.append(List.of(Items.entry(1, "on"))).get())
        .isInstanceOf(Appended.Durable.class);
  }

  @Test
  void aReaderReportsTheRottenEntryAndCarriesItsNeighboursOn() throws Exception {
    givenEntries(6);
    rot(2);

    try (JournalReader reader = journal.read(1)) {
      List<Item> items = reader.next(10, 1 << 20, Duration.ZERO);

      assertThat(items).extracting(Item::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      Item.Damaged damaged = (Item.Damaged) items.get(1);
      assertThat(damaged.last()).isEqualTo(2);
      assertThat(damaged.where()).contains("0000000000000001.segment at byte");
      assertThat(Items.payload(damaged.raw())).contains("2 entry");
      assertThat(items).filteredOn(Item.Damaged.class::isInstance).hasSize(1);
    }
  }

  @Test
  void aDamagedEntryIsCountedOnceWhoeverMeetsIt() throws Exception {
    givenEntries(6);
    rot(2);

    readAll();
    readAll();
    journal.close();
    journal = disk.open(Configs.small(2048));
    readAll();
    readAll();

    assertThat(journal.status().damaged()).isEqualTo(1);
  }

  private void givenEntries(int count) throws Exception {
    for (int i = 1; i <= count; i++) {
      journal.append(List.of(Items.entry(1, i + " entry" + "x".repeat(400)))).get();
    }
  }

  /// Turns one bit in the middle of the payload of one of the first three entries.
  private void rot(int entry) {
    SimulatedFile file = disk.file(journal.segments().from(1).name());
    byte[] bytes = file.content();
    bytes[SegmentHeader.BYTES + (entry - 1) * RecordFormat.SECTOR_BYTES + 100] ^= 4;
    file.damage(bytes);
  }

  private void readAll() throws InterruptedException {
    try (JournalReader reader = journal.read(1)) {
      assertThat(reader.next(100, 1 << 20, Duration.ZERO)).hasSizeGreaterThanOrEqualTo(6);
    }
  }
}
