package dev.holdfast.bench.gate;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.ChildJvm;
import dev.holdfast.bench.compare.Comparison;
import dev.holdfast.bench.compare.Folders;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rows per second through the exactly-once gate, beside binary COPY without any gate and the usual
/// other gates.
public final class GateComparison implements Comparison {
  private static final List<Integer> BATCH_SIZES = List.of(200, 1_000, 5_000);
  private static final Duration SAMPLE_MAX = Duration.ofMinutes(5);
  private static final List<String> JVM = List.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED");

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String summary() {
    return "rows per second through the exactly-once gate beside binary COPY without any gate";
  }

  @Override
  public String explanation() {
    return """
    gate: rows per second into the ledger, each id once

    Method. One embedded PostgreSQL with Holdfast's settings (fsync and synchronous_commit on).
    Each sample has a database of its own, copied from one empty ledger, so the table `event`,
    its partitions and its indexes are the same for all; a CHECKPOINT goes before. Each way in
    runs in a JVM of its own on one connection, a transaction for each batch, rows of 400 bytes
    made before the clock starts; the rows of the warm-up stay in the table. The order within a
    round is shuffled by the seed. Afterwards the rows are counted: more or fewer than the
    different ids sent fails the sample. CPU is that of the JVM and of its server process; unlike
        the rows per second it hardly depends on what else the machine does.

    The ways. "binary COPY, no gate" writes the rows and asks nothing; since the key of the
    table would refuse a duplicate, it is given none. All others get 1 % of signals whose id
    was sent in an earlier batch, and must say which rows were new. "Holdfast gate" is the code
    the drain uses: look the ids up, COPY the new ones, ON CONFLICT only after a collision.
    "COPY to temp" and "unnest" are what one usually writes.

    What is fair. Same server, same table, same indexes, same encoder, same number of rows.

    What is not. One connection: a single drain is what Holdfast runs. Client and server share
    the processors. The gate is measured alone; the drain's books, sessions and devices come on
    top and belong to the measured whole of `bench ingest`.

    Goal. With batches of 1,000 at least 0.8 of the rows per second of COPY.
    """;
  }

  @Override
  public List<Goal> run(Settings settings, Report report) throws InterruptedException {
    List<Job> jobs = jobs(settings);
    GateSamples samples = new GateSamples();
    Random order = Random.from(settings.random());
    report.expect(jobs.size() * settings.rounds());
    Folders.clear(settings.dir());
    report.remark("starting PostgreSQL and making an empty ledger");
    try (Ledgers ledgers = new Ledgers(settings.dir(), settings.random())) {
      for (int round = 1; round <= settings.rounds(); round++) {
        Collections.shuffle(jobs, order);
        for (Job job : jobs) {
          report.step("round " + round + ": " + job.title());
          ledgers.fresh();
          samples.add(job.way(), job.batchSize(), child(job, round, settings, ledgers).run());
        }
      }
    }
    Folders.clear(settings.dir());
    BATCH_SIZES.forEach(batchSize -> samples.print(batchSize, report));
    return samples.goals();
  }

  /// One way in with one size of batch.
  private record Job(Way way, int batchSize) {
    String title() {
      return way.title() + ", batches of " + batchSize;
    }
  }

  private static List<Job> jobs(Settings settings) {
    List<Job> jobs = new ArrayList<>();
    for (int batchSize : BATCH_SIZES) {
      Arrays.stream(Way.values())
          .filter(way -> settings.includes(way.title()))
          .forEach(way -> jobs.add(new Job(way, batchSize)));
    }
    if (jobs.isEmpty()) {
      throw new CannotRun("No contender's name contains any of " + settings.only() + ".");
    }
    return jobs;
  }

  private static ChildJvm child(Job job, int round, Settings settings, Ledgers ledgers) {
    List<String> jvmArgs = new ArrayList<>(JVM);
    jvmArgs.add("-Djdbc.url=" + ledgers.url());
    jvmArgs.add("-Djdbc.user=" + ledgers.user());
    int thousand = settings.quick() ? 20 : 100;
    GateChild.Task task =
        new GateChild.Task(
            job.way(),
            job.batchSize(),
            thousand * 1_000,
            2 * thousand * 1_000,
            settings.seed() + round);
    return new ChildJvm(
            GateChild.class,
            jvmArgs,
            task.arguments(),
            settings.dir().resolve("log.txt"),
            SAMPLE_MAX)
        .withEnvironment(Map.of("PGPASSWORD", ledgers.password()));
  }
}
