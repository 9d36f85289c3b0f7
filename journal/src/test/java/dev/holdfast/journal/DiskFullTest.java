package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real errors of a real system: a small file system where this process may mount one, a file
/// size limit everywhere.
class DiskFullTest {
  private static final int FILLER_BYTES = 200 * 1024;

  @TempDir Path directory;

  @Test
  void aFullFileSystemRefusesKeepsWhatItHasAndHeals() throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", directory.toString()))
        .as("may mount")
        .isZero();
    try {
      Path filler = Files.write(directory.resolve("filler"), new byte[FILLER_BYTES]);
      long acknowledged = fillUp(filler);

      try (FileJournal journal = FileJournal.open(directory, ChildJournal.config());
          JournalReader reader = journal.read(1)) {
        assertThat(journal.durableThrough()).isEqualTo(acknowledged);
        assertThat(reader.next((int) acknowledged, 1 << 24, Duration.ZERO))
            .hasSize((int) acknowledged)
            .allMatch(Item.Stored.class::isInstance);
      }
    } finally {
      run("umount", directory.toString());
    }
  }

  /// Appends until the disk is full, makes room, and goes on; answers the last number.
  private long fillUp(Path filler) throws IOException {
    try (FileJournal journal = FileJournal.open(directory, ChildJournal.config())) {
      Appended outcome = append(journal);
      while (outcome instanceof Appended.Durable) {
        outcome = append(journal);
      }
      assertThat(((Appended.Refused) outcome).refusal()).isEqualTo(Appended.Refusal.FULL);
      Files.delete(filler);
      Waiting.until(() -> journal.status().state() == JournalStatus.State.OPEN);
      assertThat(append(journal)).isInstanceOf(Appended.Durable.class);
      return journal.durableThrough();
    }
  }

  private static Appended append(FileJournal journal) {
    return journal.append(List.of(Items.entry(1, "x".repeat(1000)))).join();
  }

  @Test
  void aFileSizeLimitRefusesAndKillsNobody() throws Exception {
    try (ChildJournal child = ChildJournal.start(directory, "limited", "ulimit -f 32;")) {
      assertThat(child.line()).isEqualTo("OPEN FULL");
      assertThat(child.line()).isEqualTo("REFUSED FULL");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
