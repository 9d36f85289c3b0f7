package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Cpu;
import dev.holdfast.bench.compare.Pause;
import dev.holdfast.bench.compare.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// A real Holdfast, started as its users start it, on a data directory of its own.
final class HoldfastServer implements Target {
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final String DEMO_KEY = "pk_demo";

  private final int port;
  private final Path data;
  private final Process process;

  private HoldfastServer(int port, Path data, Process process) {
    this.port = port;
    this.data = data;
    this.process = process;
  }

  /// With its embedded PostgreSQL beside it: the drain runs.
  static HoldfastServer withDatabase(Path dir) throws IOException, InterruptedException {
    return start(dir, Map.of());
  }

  /// With a database that nobody can reach: it only takes over and acknowledges.
  static HoldfastServer withoutDatabase(Path dir) throws IOException, InterruptedException {
    String nowhere = "jdbc:postgresql://127.0.0.1:" + Processes.freePort() + "/holdfast";
    return start(dir, Map.of("HOLDFAST_DATABASE_URL", nowhere));
  }

  private static HoldfastServer start(Path dir, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    int port = Processes.freePort();
    Path data = dir.resolve("data");
    Path output = dir.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                launcher().toString(),
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--demo")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOLDFAST_NO_BUILD", "1");
    builder.environment().putAll(environment);
    HoldfastServer server = new HoldfastServer(port, data, builder.start());
    Processes.endWithUs(server.process);
    server.awaitReady(output);
    return server;
  }

  /// The launcher of the checkout that this class was built in.
  private static Path launcher() {
    Path home = Path.of(Objects.requireNonNullElse(System.getenv("HOLDFAST_HOME"), "."));
    Path launcher = home.resolve("holdfast").toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new CannotRun(
          "There is no launcher at " + launcher + ": run this as ./holdfast bench ingest.");
    }
    return launcher;
  }

  private void awaitReady(Path output) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (Files.readString(output).lines().noneMatch(line -> line.startsWith("ready "))) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        Processes.stop(process);
        throw new CannotRun("Holdfast did not become ready; see " + output);
      }
      Pause.of(Duration.ofMillis(50));
    }
  }

  /// The secret key that may read the books.
  String secretKey() {
    try {
      return Files.readString(data.resolve("keys").resolve("bootstrap")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String key() {
    return DEMO_KEY;
  }

  @Override
  public double cpuMicros() {
    return Cpu.own(process.toHandle());
  }

  @Override
  public double databaseCpuMicros() {
    return Cpu.below(process.toHandle());
  }

  @Override
  public void stop() throws InterruptedException {
    Processes.stop(process);
  }
}
