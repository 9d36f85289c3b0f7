package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The server's programs, run as the right user.
record Tools(Binaries binaries, RunAs runAs) {
  private static final Duration SIGNAL_MAX = Duration.ofSeconds(10);
  private static final Duration INITDB_MAX = Duration.ofMinutes(3);

  Command.Ended initdb(List<String> arguments) throws IOException, InterruptedException {
    return Command.run(runAs.command(binaries.tool("initdb"), arguments), INITDB_MAX);
  }

  /// Signals a postmaster: INT is a fast stop. `pg_ctl` is used because it is always there; a
  /// `kill` program may not be.
  void signal(String name, long pid) throws IOException, InterruptedException {
    Command.run(
        runAs.command(binaries.tool("pg_ctl"), List.of("kill", name, Long.toString(pid))),
        SIGNAL_MAX);
  }

  Process serve(List<String> arguments, Path logFile) throws IOException {
    return Command.builder(runAs.command(binaries.tool("postgres"), arguments))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
        .start();
  }
}
