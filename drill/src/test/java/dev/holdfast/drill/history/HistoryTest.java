package dev.holdfast.drill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Facts FACTS = new Facts("s", "A = title", "v1-2-gabc", 42, 0.95, "now");
  private static final Sent SENT = new Sent(1, 2, "dev", 3, "id", "key", "hash", Kind.POISON);
  private static final Answered ANSWERED = new Answered(4, 2, "id", Outcome.INDETERMINATE, "503");
  private static final Found FOUND = new Found(Place.QUARANTINE, "", "", "hash");
  private static final Sample SAMPLE = new Sample(5, "DEGRADED", "DOWN", -1);
  private static final Measure MEASURE = Measure.of("lag 0", Measure.NEVER, Duration.ofSeconds(9));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    write();

    History history = History.read(folder);

    assertThat(history.facts()).isEqualTo(FACTS);
    assertThat(history.sent()).containsExactly(SENT);
    assertThat(history.answered()).containsExactly(ANSWERED);
    assertThat(history.found()).containsExactly(FOUND);
    assertThat(history.samples()).containsExactly(SAMPLE);
    assertThat(history.measures()).containsExactly(MEASURE);
    assertThat(history.marks()).extracting(Mark::text).containsExactly("tab and line");
    assertThat(history.books()).isEqualTo("{}");
  }

  @Test
  void historyCutShortReadsUpToItsLastWholeLine() throws IOException {
    write();
    Files.writeString(folder.resolve("sent.tsv"), "7\t8\tdev", StandardOpenOption.APPEND);

    assertThat(History.read(folder).sent()).containsExactly(SENT);
  }

  @Test
  void brokenLineIsSaidAloud() throws IOException {
    write();
    Files.writeString(folder.resolve("answered.tsv"), "x\ty\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> History.read(folder))
        .isInstanceOf(DrillException.class)
        .hasMessageContaining("no number");
  }

  private void write() throws IOException {
    try (Recorder recorder = new Recorder(folder, new RunClock())) {
      recorder.facts(FACTS);
      recorder.sent(SENT);
      recorder.answered(ANSWERED);
      recorder.found(FOUND);
      recorder.sample(SAMPLE);
      recorder.measure(MEASURE);
      recorder.mark(What.EVENT, "tab\tand\nline");
      recorder.books("{}");
    }
  }
}
