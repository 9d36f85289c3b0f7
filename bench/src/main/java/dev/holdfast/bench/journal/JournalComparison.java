package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.ChildJvm;
import dev.holdfast.bench.compare.Comparison;
import dev.holdfast.bench.compare.Folders;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Sample;
import dev.holdfast.bench.compare.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Acknowledged appends per second and the time to an answer, beside other logs and the bare disk.
public final class JournalComparison implements Comparison {
  private static final List<Integer> APPENDERS = List.of(1, 16, 256);
  private static final int RECORD_BYTES = 400;
  private static final Duration START_AND_STOP_MAX = Duration.ofMinutes(3);
  private static final List<String> JVM =
      List.of(
          "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String summary() {
    return "acknowledged, synced appends per second beside Artemis, RocksDB, Kafka, Chronicle, disk";
  }

  @Override
  public String explanation() {
    return """
    journal: acknowledged appends per second, and the time from append to answer

    Method. Each contender runs in a JVM of its own, on a new folder of the same disk, once per
    round and load; the order within a round is shuffled by the seed. 1, 16 or 256 appenders
    append 400 bytes each and wait for their own answer before the next append (a closed loop).
    A warm-up of 3 s is thrown away, then 5 s count. After closing, the log is opened again and
    its records are counted: fewer than were acknowledged fails the contender.

    What an answer means. Holdfast, Artemis, RocksDB (sync=true) and the raw writer answer after
    the disk has synced. Kafka as shipped does NOT sync: its answer means the page cache of one
    node; with flush.messages=1 it syncs. Chronicle Queue as shipped does not sync either; here
    sync() follows each append.

    What is fair. Every peer has its default settings except where its row says otherwise, and
    the kind of thread that is cheaper for it: virtual threads where it waits in Java, platform
    threads where it waits in native code. Kafka's linger.ms is 0 instead of 5, which is faster
    for appenders that wait. All share one disk, one machine and one JDK.

    What is not. Kafka crosses a socket and replicates in production; a lone node cannot show
    that. Artemis and RocksDB do more than append (deletion records, an index); Holdfast's
    journal does not, and this is why it may be faster. `artemis create` tunes the timer to the
    disk; the row with the small timer stands for that.

    Goals. At 256 appenders at least 5 times the best peer as shipped; at 1 appender at least
    0.8 of the raw write + fdatasync.
    """;
  }

  @Override
  public List<Goal> run(Settings settings, Report report) throws InterruptedException {
    List<Job> jobs = jobs(settings);
    JournalSamples samples = new JournalSamples();
    Random order = Random.from(settings.random());
    report.expect(jobs.size() * settings.rounds());
    for (int round = 1; round <= settings.rounds(); round++) {
      Collections.shuffle(jobs, order);
      for (Job job : jobs) {
        report.step("round " + round + ": " + job.title());
        sample(job, settings, round, report, samples);
      }
    }
    APPENDERS.forEach(appenders -> samples.print(appenders, report));
    return samples.goals();
  }

  /// One contender under one load.
  private record Job(Contender contender, int appenders) {
    String title() {
      return contender.title() + ", " + appenders + (appenders == 1 ? " appender" : " appenders");
    }
  }

  private static List<Job> jobs(Settings settings) {
    List<Job> jobs = new ArrayList<>();
    for (int appenders : APPENDERS) {
      Arrays.stream(Contender.values())
          .filter(contender -> contender.takes(appenders))
          .filter(contender -> settings.includes(contender.title()))
          .forEach(contender -> jobs.add(new Job(contender, appenders)));
    }
    if (jobs.isEmpty()) {
      throw new CannotRun("No contender's name contains any of " + settings.only() + ".");
    }
    return jobs;
  }

  private static void sample(
      Job job, Settings settings, int round, Report report, JournalSamples samples)
      throws InterruptedException {
    Load load =
        new Load(
            job.appenders(),
            RECORD_BYTES,
            Duration.ofSeconds(settings.quick() ? 1 : 3),
            Duration.ofSeconds(settings.quick() ? 1 : 5),
            settings.seed() + round);
    Path dir = settings.dir().resolve(job.contender().name().toLowerCase(Locale.ROOT));
    Folders.clear(dir);
    try {
      Sample sample = child(job.contender(), dir, load).run();
      samples.add(job.contender(), job.appenders(), sample);
      Folders.clear(dir);
    } catch (CannotRun e) {
      samples.fault(job.contender());
      report.remark(job.contender().title() + " " + e.sentence());
    }
  }

  private static ChildJvm child(Contender contender, Path dir, Load load) {
    List<String> jvmArgs = new ArrayList<>(JVM);
    jvmArgs.addAll(contender.jvmArgs(dir));
    return new ChildJvm(
        AppendChild.class,
        jvmArgs,
        AppendChild.arguments(contender, dir.resolve("data"), load),
        dir.resolve("log.txt"),
        START_AND_STOP_MAX.plus(load.warmUp()).plus(load.window()));
  }
}
