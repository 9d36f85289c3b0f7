package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.ChildLife;
import dev.holdfast.bench.compare.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The JVM of one contender: opens its log, drives one load, closes it, counts what is found again.
public final class AppendChild {
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double NANOS_PER_MICRO = 1_000;

  private AppendChild() {}

  static List<String> arguments(Contender contender, Path dir, Load load) {
    return List.of(
        contender.name(),
        dir.toString(),
        Integer.toString(load.appenders()),
        Integer.toString(load.recordBytes()),
        load.warmUp().toString(),
        load.window().toString(),
        Long.toString(load.seed()));
  }

  public static void main(String[] args) {
    ChildLife.run(() -> sample(args));
  }

  private static Sample sample(String[] args) throws Exception {
    Contender contender = Contender.valueOf(args[0]);
    Path dir = Files.createDirectories(Path.of(args[1]));
    Load load =
        new Load(
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Duration.parse(args[4]),
            Duration.parse(args[5]),
            Long.parseLong(args[6]));
    return run(contender, dir, load);
  }

  static Sample run(Contender contender, Path dir, Load load) throws Exception {
    Log log = contender.open(dir);
    AppendRun.Result result = new AppendRun(log, load).run(contender.threads());
    log.stop();
    long found = log.found();
    if (found < result.acknowledged()) {
      throw new IllegalStateException(
          contender.title() + " acknowledged " + result.acknowledged() + ", found " + found);
    }
    return new Sample(
        Map.of(
            "rate", Double.toString(result.perSecond()),
            "p50", micros(result, P50),
            "p99", micros(result, P99),
            "acknowledged", Long.toString(result.acknowledged()),
            "found", Long.toString(found)));
  }

  private static String micros(AppendRun.Result result, double percentile) {
    return Double.toString(result.nanos().getValueAtPercentile(percentile) / NANOS_PER_MICRO);
  }
}
