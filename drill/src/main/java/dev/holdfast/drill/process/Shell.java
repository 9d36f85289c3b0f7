package dev.holdfast.drill.process;

import dev.holdfast.drill.history.DrillException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs small tools of the operating system to their end.
public final class Shell {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Shell() {}

  /// What a tool said.
  public record Ended(int status, String output) {
    public boolean ok() {
      return status == 0;
    }
  }

  public static Ended run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new DrillException(String.join(" ", command) + " did not end");
      }
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      return new Ended(127, String.valueOf(e.getMessage()));
    }
  }

  /// Runs a tool that must succeed.
  public static String must(String... command) throws InterruptedException {
    Ended ended = run(command);
    if (!ended.ok()) {
      throw new DrillException(String.join(" ", command) + " failed: " + ended.output());
    }
    return ended.output();
  }

  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Names of these tools that are not installed.
  public static List<String> missing(String... tools) throws InterruptedException {
    List<String> missing = new ArrayList<>();
    for (String tool : tools) {
      if (!run("sh", "-c", "command -v " + tool).ok()) {
        missing.add(tool);
      }
    }
    return missing;
  }
}
