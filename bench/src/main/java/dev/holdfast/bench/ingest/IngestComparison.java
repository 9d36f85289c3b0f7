package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Comparison;
import dev.holdfast.bench.compare.Folders;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Processor time per durably acknowledged request and acknowledged events per second, beside nginx
/// that answers without doing anything.
public final class IngestComparison implements Comparison {
  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "CPU per durably acknowledged request and events per second beside nginx return 202";
  }

  @Override
  public String explanation() {
    return """
    ingest: the whole way in, from a socket to a durable acknowledgement

    Method. A real server process, started by ./holdfast up --demo on a new data directory, is
    put under load by wrk (64 connections, 2 threads, the same two processors): single events
    of 400 bytes, then batches of 50 (20 kB), every event with a UUIDv7 never used before. Each
    round starts each server anew, in an order shuffled by the seed, warms it up with both
    shapes (8 s each) and measures 10 s each. nginx runs the same load and answers `return 202`
    after reading the body. CPU is user and system time of the server's process from
    /proc/PID/stat, divided by the answers wrk counted; nginx: all its processes.

    Two rows for Holdfast. "database away": PostgreSQL cannot be reached, so the row shows what
    taking over and acknowledging costs (read, check, journal, fsync, answer), which is what the
    goals are about. "drain running": the embedded PostgreSQL shares the two processors and the
    drain works at the same time, so the CPU of the server holds its share of draining too; the
    CPU of PostgreSQL in the same window stands beside it. Both rows are judged and shown.

    What is checked. Five answers a second are read in full: status 202 and exactly the ids sent
    in `ack`. After each round the books must agree with what wrk counted, and with the drain
    running every event must end in the ledger exactly once before the round counts.

    What is fair. The same wrk, the same requests, the same run. nginx parses no JSON, checks
    nothing and writes nothing: no server that keeps a promise can cost as little.

    What is not. wrk shares the processors, as the goal wants it; events per second would be
    higher with the load on another machine. With the drain running on two processors the
    backlog grows during the load; how fast it is drained afterwards is printed.

    Goals. Single events: at most 2 times the CPU of nginx per request. Batches of 50: at least
    500,000 acknowledged events per second.
    """;
  }

  @Override
  public List<Goal> run(Settings settings, Report report) throws InterruptedException {
    List<Entrant> entrants =
        new ArrayList<>(
            Arrays.stream(Entrant.values())
                .filter(entrant -> settings.includes(entrant.title()))
                .toList());
    IngestSamples samples = new IngestSamples();
    Random order = Random.from(settings.random());
    report.expect(entrants.size() * settings.rounds());
    try {
      Wrk wrk = new Wrk(Files.createDirectories(settings.dir()));
      for (int round = 1; round <= settings.rounds(); round++) {
        Collections.shuffle(entrants, order);
        for (Entrant entrant : entrants) {
          report.step("round " + round + ": " + entrant.title());
          measure(entrant, wrk, settings, report, samples);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Arrays.stream(Shape.values()).forEach(shape -> samples.print(shape, report));
    return samples.goals();
  }

  private static void measure(
      Entrant entrant, Wrk wrk, Settings settings, Report report, IngestSamples samples)
      throws IOException, InterruptedException {
    Path dir = settings.dir().resolve(entrant.name().toLowerCase(Locale.ROOT));
    Folders.clear(dir);
    Target target = entrant.start(dir);
    try {
      new Round(entrant, target, wrk, settings).run(samples, report);
    } catch (CannotRun e) {
      report.remark(entrant.title() + ": " + e.sentence());
      throw e;
    } finally {
      target.stop();
    }
    Folders.clear(dir);
  }
}
