package dev.holdfast.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs one contender for one round in a JVM of its own, on our class path, and brings its sample
/// back. What the child prints goes to a log file beside its data.
///
/// @param main the class to run; its main method hands its work to `ChildLife.run`
/// @param jvmArgs flags for its JVM
/// @param args its arguments
/// @param log where its output goes
/// @param deadline after this it is killed with everything it started
/// @param environment variables on top of ours
public record ChildJvm(
    Class<?> main,
    List<String> jvmArgs,
    List<String> args,
    Path log,
    Duration deadline,
    Map<String, String> environment) {
  public ChildJvm {
    jvmArgs = List.copyOf(jvmArgs);
    args = List.copyOf(args);
    environment = Map.copyOf(environment);
  }

  public ChildJvm(
      Class<?> main, List<String> jvmArgs, List<String> args, Path log, Duration deadline) {
    this(main, jvmArgs, args, log, deadline, Map.of());
  }

  /// For what must not stand on a command line.
  public ChildJvm withEnvironment(Map<String, String> variables) {
    return new ChildJvm(main, jvmArgs, args, log, deadline, variables);
  }

  /// The child's sample.
  ///
  /// @throws CannotRun when it ends without one; the sentence says what it said last
  public Sample run() throws InterruptedException {
    Process process = start();
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CannotRun("gave no figures within " + deadline.toSeconds() + " s; see " + log);
      }
      String output = output();
      return Sample.in(output)
          .orElseThrow(
              () -> new CannotRun(lastWords(output, process.exitValue()) + "; see " + log));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(jvmArgs);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The java of this very JVM.
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastWords(String output, int exit) {
    return output
        .lines()
        .filter(line -> line.startsWith(ChildLife.FAILED))
        .reduce((_, last) -> last)
        .map(line -> line.substring(ChildLife.FAILED.length()))
        .orElse("ended with status " + exit + " and without a word");
  }
}
