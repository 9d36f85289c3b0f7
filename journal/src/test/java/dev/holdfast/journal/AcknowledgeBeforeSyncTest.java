package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The known-bad journal must be bad, and only in the way it says.
class AcknowledgeBeforeSyncTest {
  private static final FileJournalConfig CONFIG = Configs.small(4096);
  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());

  @Test
  void itAcknowledgesWhatAStuckDiskNeverGot() throws Exception {
    try (Journal bad = new AcknowledgeBeforeSync(disk.open(CONFIG))) {
      disk.faults().freeze(Faults.Call.FORCE);

      Appended outcome = bad.append(List.of(Items.entry(1, "gone"))).get();
      SimulatedDisk crashed = disk.copyUnsynced();
      disk.faults().heal();

      assertThat(outcome).isEqualTo(new Appended.Durable(1, 1, Grade.FSYNC));
      assertThat(RecoveredItems.of(crashed, 4096, 0)).isEmpty();
    }
  }

  @Test
  void withoutAFaultItKeepsEverythingUnderTheNumbersItGave() throws Exception {
    try (Journal bad = new AcknowledgeBeforeSync(disk.open(CONFIG))) {
      for (int i = 1; i <= 100; i++) {
        assertThat(bad.append(List.of(Items.entry(1, "n" + i))).get())
            .isEqualTo(new Appended.Durable(i, i, Grade.FSYNC));
      }
    }

    try (FileJournal journal = disk.open(CONFIG);
        JournalReader reader = journal.read(100)) {
      assertThat(reader.next(10, 1000, Duration.ZERO))
          .extracting(Items::text)
          .containsExactly("100:1:n100");
    }
  }
}
