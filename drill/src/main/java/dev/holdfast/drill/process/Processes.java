package dev.holdfast.drill.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds and signals processes. A process is known by what it works on, never by a number alone.
public final class Processes {
  private Processes() {}

  /// All processes whose working directory is this folder or inside it: PostgreSQL works in its
  /// data directory.
  public static List<ProcessHandle> workingIn(Path folder) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> worksIn(process, folder)).toList();
    }
  }

  /// Sends a signal to all of them; those that are gone by then do not matter.
  public static void signal(String signal, List<ProcessHandle> processes)
      throws InterruptedException {
    if (!processes.isEmpty()) {
      String pids =
          processes.stream()
              .map(process -> Long.toString(process.pid()))
              .collect(Collectors.joining(" "));
      Shell.run("sh", "-c", "kill -" + signal + " " + pids);
    }
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      Path cwd = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
      return cwd.startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
