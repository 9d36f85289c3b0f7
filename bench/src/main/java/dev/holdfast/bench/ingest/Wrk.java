package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Programs;
import dev.holdfast.bench.compare.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The load generator: a closed loop of connections that send as fast as they are answered.
/// Confined to one thread.
final class Wrk {
  static final int CONNECTIONS = 64;
  private static final int THREADS = 2;
  private static final int RUNS_MAX = 0xFFF;
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Path dir;
  private final Path program;
  private final Path script;
  private int runs;

  Wrk(Path dir) throws IOException {
    this.dir = dir;
    program = Programs.find("wrk", "the load generator wrk (Debian: apt-get install wrk)");
    script = dir.resolve("load.lua");
    try (InputStream lua = Wrk.class.getResourceAsStream("load.lua")) {
      Files.write(script, lua == null ? new byte[0] : lua.readAllBytes());
    }
  }

  /// Sends one shape for a while.
  ///
  /// @throws CannotRun when wrk gives no figures; the sentence carries what it said
  Load run(int port, String key, Shape shape, Duration time) throws InterruptedException {
    if (++runs > RUNS_MAX) {
      throw new CannotRun("No more than " + RUNS_MAX + " runs of wrk: ids would repeat.");
    }
    try {
      Path request = Files.writeString(dir.resolve("request.txt"), shape.request(port, key));
      Path output = dir.resolve("wrk.txt");
      Process process =
          new ProcessBuilder(command(port, request, time))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      await(process, time.plus(GRACE));
      return figures(Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(int port, Path request, Duration time) {
    return List.of(
        program.toString(),
        "-t" + THREADS,
        "-c" + CONNECTIONS,
        "-d" + time.toSeconds() + "s",
        "-s" + script,
        "http://127.0.0.1:" + port + "/api/sync",
        "--",
        request.toString(),
        String.format(Locale.ROOT, "%03x", runs));
  }

  private static void await(Process process, Duration deadline) throws InterruptedException {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CannotRun("wrk did not end within " + deadline.toSeconds() + " s");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Load figures(String output) {
    Sample sample =
        Sample.in(output).orElseThrow(() -> new CannotRun("wrk gave no figures: " + output));
    return new Load(
        (long) sample.number("requests"),
        sample.number("micros") / 1e6,
        new Micros(sample.number("p50"), sample.number("p99")),
        (long) (sample.number("status") + sample.number("socket")));
  }

  /// What one run of wrk saw.
  ///
  /// @param answers complete answers, of whatever status
  /// @param seconds how long it really ran
  /// @param latency time to an answer
  /// @param failures answers above 399, connections that broke, timeouts
  record Load(long answers, double seconds, Micros latency, long failures) {}

  /// Median and 99th percentile in microseconds.
  record Micros(double p50, double p99) {}
}
