package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.Figures;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Spread;
import dev.holdfast.bench.compare.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The samples of an ingest run, and what follows from them. Confined to one thread.
final class IngestSamples {
  private static final double TIMES_NGINX = 2;
  private static final double EVENTS_PER_SECOND = 500_000;

  private record Cell(Entrant entrant, Shape shape) {}

  private final Map<Cell, List<Measured>> samples = new HashMap<>();

  void add(Entrant entrant, Shape shape, Measured measured) {
    samples.computeIfAbsent(new Cell(entrant, shape), _ -> new ArrayList<>()).add(measured);
  }

  void print(Shape shape, Report report) {
    Table table =
        new Table(
            "server",
            "requests/s",
            "events/s",
            "CPU us/request",
            "x nginx",
            "database CPU",
            "p50 us",
            "p99 us",
            "not 202");
    for (Entrant entrant : Entrant.values()) {
      if (ran(entrant, shape)) {
        row(table, entrant, shape);
      }
    }
    report.table(shape.title(), table);
  }

  private void row(Table table, Entrant entrant, Shape shape) {
    double nginx = ran(Entrant.NGINX, shape) ? cpu(Entrant.NGINX, shape).median() : 0;
    double ours = cpu(entrant, shape).median();
    table.row(
        entrant.title(),
        spread(entrant, shape, Measured::requestsPerSecond).whole(),
        Figures.whole(
            spread(entrant, shape, Measured::requestsPerSecond).median() * shape.events()),
        cpu(entrant, shape).tenths(),
        nginx == 0 ? "-" : Figures.ratio(ours / nginx),
        Figures.tenths(spread(entrant, shape, Measured::databaseCpuMicros).median()),
        Figures.whole(spread(entrant, shape, Measured::p50Micros).median()),
        Figures.whole(spread(entrant, shape, Measured::p99Micros).median()),
        Figures.whole(sum(entrant, shape)));
  }

  /// The goals, judged on the server that only acknowledges and on the one that drains as well.
  List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    for (Entrant entrant : List.of(Entrant.ACKNOWLEDGING, Entrant.DRAINING)) {
      if (ran(entrant, Shape.SINGLE) && ran(Entrant.NGINX, Shape.SINGLE)) {
        goals.add(cpuGoal(entrant));
      }
      if (ran(entrant, Shape.BATCH)) {
        goals.add(rateGoal(entrant));
      }
    }
    return goals;
  }

  private Goal cpuGoal(Entrant entrant) {
    return Goal.atMost(
        entrant.title() + ", single events: CPU of a request, times nginx",
        cpu(entrant, Shape.SINGLE).median() / cpu(Entrant.NGINX, Shape.SINGLE).median(),
        TIMES_NGINX);
  }

  private Goal rateGoal(Entrant entrant) {
    return Goal.atLeast(
        entrant.title() + ", batches of 50: acknowledged events/s",
        spread(entrant, Shape.BATCH, Measured::requestsPerSecond).median() * Shape.BATCH.events(),
        EVENTS_PER_SECOND);
  }

  private Spread cpu(Entrant entrant, Shape shape) {
    return spread(entrant, shape, Measured::cpuMicros);
  }

  private double sum(Entrant entrant, Shape shape) {
    return of(entrant, shape).stream().mapToDouble(Measured::failures).sum();
  }

  private boolean ran(Entrant entrant, Shape shape) {
    return samples.containsKey(new Cell(entrant, shape));
  }

  private Spread spread(Entrant entrant, Shape shape, ToDoubleFunction<Measured> figure) {
    return Spread.of(of(entrant, shape).stream().mapToDouble(figure).boxed().toList());
  }

  private List<Measured> of(Entrant entrant, Shape shape) {
    return samples.getOrDefault(new Cell(entrant, shape), List.of());
  }
}
