package dev.holdfast.bench.gate;

import dev.holdfast.bench.compare.Figures;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Sample;
import dev.holdfast.bench.compare.Spread;
import dev.holdfast.bench.compare.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The samples of a gate run, and what follows from them. Confined to one thread.
final class GateSamples {
  private static final int JUDGED_BATCH = 1_000;
  private static final double SHARE_OF_COPY = 0.8;

  private record Cell(Way way, int batchSize) {}

  private final Map<Cell, List<Sample>> samples = new HashMap<>();

  void add(Way way, int batchSize, Sample sample) {
    samples.computeIfAbsent(new Cell(way, batchSize), _ -> new ArrayList<>()).add(sample);
  }

  void print(int batchSize, Report report) {
    Table table = new Table("way in", "rows/s", "of COPY", "CPU us/row");
    for (Way way : Way.values()) {
      if (ran(way, batchSize)) {
        table.row(
            way.title(),
            rate(way, batchSize).whole(),
            ofCopy(way, batchSize),
            spread(way, batchSize, "cpu").tenths());
      }
    }
    report.table("batches of " + Figures.whole(batchSize) + ", 1 % duplicates", table);
  }

  List<Goal> goals() {
    if (!ran(Way.GATE, JUDGED_BATCH) || !ran(Way.COPY, JUDGED_BATCH)) {
      return List.of();
    }
    return List.of(
        Goal.atLeast(
            "batches of 1,000: rows/s through the gate, share of COPY without a gate",
            share(Way.GATE, JUDGED_BATCH),
            SHARE_OF_COPY));
  }

  private String ofCopy(Way way, int batchSize) {
    return ran(Way.COPY, batchSize) ? Figures.ratio(share(way, batchSize)) : "-";
  }

  private double share(Way way, int batchSize) {
    return rate(way, batchSize).median() / rate(Way.COPY, batchSize).median();
  }

  private boolean ran(Way way, int batchSize) {
    return samples.containsKey(new Cell(way, batchSize));
  }

  private Spread rate(Way way, int batchSize) {
    return spread(way, batchSize, "rate");
  }

  private Spread spread(Way way, int batchSize, String figure) {
    return Spread.of(
        samples.getOrDefault(new Cell(way, batchSize), List.of()).stream()
            .map(sample -> sample.number(figure))
            .toList());
  }
}
