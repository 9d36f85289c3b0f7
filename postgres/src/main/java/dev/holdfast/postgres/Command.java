package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Runs small tools to their end. Their output must fit a pipe (64 KiB).
final class Command {
  /// How a tool ended and what it said.
  record Ended(int status, String output) {
    boolean ok() {
      return status == 0;
    }
  }

  private Command() {}

  static Ended run(List<String> command, Duration max) throws IOException, InterruptedException {
    Process process = builder(command).start();
    try {
      if (!process.waitFor(max)) {
        throw new IOException(command.getLast() + " did not end within " + max);
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new Ended(process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
    } finally {
      process.destroyForcibly();
    }
  }

  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(Path.of("/").toFile());
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
