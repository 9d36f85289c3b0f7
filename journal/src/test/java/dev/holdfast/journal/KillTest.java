package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process, killed with -9 at moments nobody chose, on one directory again and again.
class KillTest {
  private static final int ROUNDS = 6;
  private static final int LINES_MAX = 3000;

  @TempDir Path directory;

  private final Map<Long, String> acknowledged = new HashMap<>();

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
    long seed = Long.getLong("holdfast.seed", ThreadLocalRandom.current().nextLong(1L << 32));
    SplittableRandom random = new SplittableRandom(seed);

    for (int round = 0; round < ROUNDS; round++) {
      int lines = random.nextInt(1, LINES_MAX);
      killAfter("round" + round, lines);
      requireAcknowledged("-Dholdfast.seed=%d, round %d, %d lines".formatted(seed, round, lines));
    }
  }

  @Test
  void aSecondProcessIsTurnedAwayWithAClearWord() throws Exception {
    try (ChildJournal child = ChildJournal.start(directory, "holder", "")) {
      assertThat(child.line()).isEqualTo("OPEN OPEN");

      assertThatThrownBy(() -> FileJournal.open(directory, ChildJournal.config()))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("in use by process");
    }
  }

  @Test
  void inspectionWorksBesideARunningProcess() throws Exception {
    try (ChildJournal child = ChildJournal.start(directory, "busy", "")) {
      for (int i = 0; i < 500; i++) {
        assertThat(child.line()).isNotNull();
      }

      Inspection inspection = JournalInspector.inspect(directory);

      assertThat(inspection.isHealthy()).as(inspection.text()).isTrue();
      assertThat(inspection.entries()).isGreaterThan(400);
    }
  }

  private void killAfter(String name, int lines) throws Exception {
    try (ChildJournal child = ChildJournal.start(directory, name, "")) {
      assertThat(child.line()).isEqualTo("OPEN OPEN");
      for (int i = 0; i < lines; i++) {
        acknowledge(child.line());
      }
      List<String> rest = child.kill();
      if (!rest.isEmpty()) {
        rest.removeLast(); // perhaps only half a line
      }
      rest.forEach(this::acknowledge);
    }
  }

  private void acknowledge(String line) {
    int space = line.indexOf(' ');
    String before =
        acknowledged.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
    assertThat(before).as("number given twice: %s", line).isNull();
  }

  private void requireAcknowledged(String when) throws Exception {
    Map<Long, String> found = new HashMap<>();
    try (FileJournal journal = FileJournal.open(directory, ChildJournal.config());
        JournalReader reader = journal.read(1)) {
      for (List<Item> items = reader.next(1000, 1 << 20, Duration.ZERO);
          !items.isEmpty();
          items = reader.next(1000, 1 << 20, Duration.ZERO)) {
        items.forEach(
            item -> found.put(item.sequence(), Items.payload(((Item.Stored) item).payload())));
      }
    }
    assertThat(found).as(when).containsAllEntriesOf(acknowledged);
  }
}
