package dev.holdfast.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.history.Sent;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void scenariosAndKnownBadBuildsAreListed() {
    assertThat(run("--list")).isZero();

    assertThat(out.toString())
        .contains("database-stopped", "server-killed", "disk-full", "poison", "malformed")
        .contains("ack-before-fsync", "gate-off");
  }

  @Test
  void unknownScenarioIsSaidInOneSentence() {
    assertThat(run("--scenario", "nonsense")).isNotZero();

    assertThat(err.toString().lines())
        .containsExactly("drill: There is no scenario 'nonsense', see --list");
  }

  @Test
  void keptHistoryIsJudgedAgain() throws IOException {
    write(folder.resolve("a/history"), 200);
    write(folder.resolve("b/history"), 150);

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(out.toString())
        .containsPattern("whole +GREEN +200 +200 +0 ")
        .containsPattern("holed +RED +200 +150 +50 ");
  }

  @Test
  void cleanHistoryPasses() throws IOException {
    write(folder.resolve("a"), 200);

    assertThat(run("check", folder.toString())).isZero();
  }

  @Test
  void folderWithoutAHistoryIsAnError() {
    assertThat(run("check", folder.toString())).isNotZero();

    assertThat(err.toString()).contains("no history of a drill");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static void write(Path to, int recorded) throws IOException {
    try (Recorder recorder = new Recorder(to, new RunClock())) {
      String name = recorded == 200 ? "whole" : "holed";
      recorder.facts(new Facts(name, "Title", "v1", 5, 0, "now"));
      for (int i = 0; i < 200; i++) {
        recorder.sent(new Sent(i, i, "d", i + 1, "id" + i, "key" + i, "hash" + i, Kind.GOOD));
        recorder.answered(new Answered(i, i, "id" + i, Outcome.OK, "202"));
        if (i < recorded) {
          recorder.found(new Found(Place.EVENT, "id" + i, "key" + i, "hash" + i));
        }
      }
      recorder.books(
          """
          {"total":{"accepted":%1$d,"recorded":%1$d,"duplicate":0,"quarantined":0,"inJournal":0,\
          "unexplained":0}}\
          """
              .formatted(recorded));
    }
  }
}
