package dev.holdfast.drill.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.time.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void processIsKnownByWhereItWorks() throws Exception {
    Process here = sleepIn(folder);
    Process elsewhere = sleepIn(Path.of("/"));
    try {
      List<ProcessHandle> found = Processes.workingIn(folder);

      assertThat(found).extracting(ProcessHandle::pid).containsExactly(here.pid());
    } finally {
      here.destroyForcibly();
      elsewhere.destroyForcibly();
    }
  }

  @Test
  void frozenProcessIsStoppedUntilItIsThawed() throws Exception {
    Process process = sleepIn(folder);
    try {
      List<ProcessHandle> all = List.of(process.toHandle());

      Processes.signal("STOP", all);
      assertThat(Patience.await(LIMIT, () -> state(process).equals("T"))).isTrue();

      Processes.signal("CONT", all);
      assertThat(Patience.await(LIMIT, () -> state(process).equals("S"))).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process sleepIn(Path folder) throws IOException {
    return new ProcessBuilder("sleep", "600").directory(folder.toFile()).start();
  }

  private static String state(Process process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", 4)[2];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
