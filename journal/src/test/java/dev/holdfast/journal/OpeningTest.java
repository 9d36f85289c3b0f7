package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a start makes of what it finds.
class OpeningTest {
  private static final FileJournalConfig CONFIG = Configs.small(2048);
  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());

  @Test
  void entriesTheLedgerKnowsAndTheDiskLostAreReportedAndTheirNumbersNotUsedAgain()
      throws Exception {
    givenEntries(3);

    try (FileJournal journal = FileJournal.open(disk, CONFIG, 5, InstantSource.system())) {
      Appended.Durable next =
          (Appended.Durable) journal.append(List.of(Items.entry(1, "next"))).get();

      assertThat(next.first()).isEqualTo(6);
      assertThat(texts(journal))
          .containsExactly("1:1:n1", "2:1:n2", "3:1:n3", "4-5:damaged", "6:1:next");
      assertThat(journal.status().damaged()).isEqualTo(2);
    }
  }

  @Test
  void theIdSurvivesALostManifest() throws Exception {
    UUID id = givenEntries(3);
    disk.delete(Manifest.NAME);

    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.id()).isEqualTo(id);
      assertThat(journal.durableThrough()).isEqualTo(3);
    }
  }

  @Test
  void theIdSurvivesARottenManifest() throws Exception {
    UUID id = givenEntries(3);
    byte[] bytes = disk.file(Manifest.NAME).content();
    bytes[20] ^= 1;
    disk.file(Manifest.NAME).damage(bytes);

    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.id()).isEqualTo(id);
    }
  }

  @Test
  void aFolderThatWasEmptiedIsAnotherJournal() throws Exception {
    UUID id = givenEntries(3);
    for (String name : disk.names()) {
      if (SegmentName.number(name).isPresent()) {
        disk.delete(name);
      }
    }

    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.id()).isNotEqualTo(id);
    }
  }

  @Test
  void aSegmentOfAnotherJournalIsNotTouched() throws Exception {
    givenEntries(3);
    SimulatedDisk other = new SimulatedDisk(InstantSource.system());
    try (FileJournal journal = other.open(CONFIG)) {
      journal.append(List.of(Items.entry(1, "foreign"))).get();
    }
    String stray = SegmentName.of(77);
    disk.create(stray).close();
    byte[] bytes = other.file(SegmentName.of(1)).content();
    disk.file(stray).damage(bytes);

    assertThatThrownBy(() -> disk.open(CONFIG))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("0000000000000077.segment");
    assertThat(disk.file(stray).content()).isEqualTo(bytes);
  }

  @Test
  void aSecondJournalOnOneDirectoryIsTurnedAway() {
    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.durableThrough()).isZero();
      assertThatThrownBy(() -> disk.open(CONFIG)).isInstanceOf(HoldfastException.class);
    }
  }

  @Test
  void aBlankSegmentIsUsedAgain() throws Exception {
    String blank = SegmentName.of(2);
    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.segments().active().name()).isEqualTo(SegmentName.of(1));
      Waiting.until(() -> disk.file(blank) != null && disk.file(blank).bytes() == 2048);
    }

    try (FileJournal journal = disk.open(CONFIG)) {
      assertThat(journal.segments().active().name()).isEqualTo(blank);
    }
  }

  @Test
  void anAppendThatWasCutShortIsNotFoundInPart() throws Exception {
    givenEntries(1);
    try (FileJournal journal = disk.open(CONFIG)) {
      List<Entry> entries =
          List.of(
              Items.entry(1, "a".repeat(300)),
              Items.entry(1, "b".repeat(300)),
              Items.entry(1, "c".repeat(300)));
      journal.append(entries).get();
      SimulatedDisk crashed = disk.copyUnsynced();
      String name = SegmentName.of(journal.segments().active().number());
      byte[] bytes = crashed.file(name).content();
      Arrays.fill(bytes, 1024, 1536, (byte) 0);
      crashed.file(name).damage(bytes);

      assertThat(RecoveredItems.texts(crashed, 2048, 0)).containsExactly("1:1:n1");
    }
  }

  private UUID givenEntries(int count) throws Exception {
    try (FileJournal journal = disk.open(CONFIG)) {
      for (int i = 1; i <= count; i++) {
        journal.append(List.of(Items.entry(1, "n" + i))).get();
      }
      return journal.id();
    }
  }

  private static List<String> texts(FileJournal journal) throws InterruptedException {
    try (JournalReader reader = journal.read(1)) {
      return reader.next(100, 1 << 20, Duration.ZERO).stream().map(Items::text).toList();
    }
  }
}
