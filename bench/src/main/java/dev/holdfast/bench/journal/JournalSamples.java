package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.Figures;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Sample;
import dev.holdfast.bench.compare.Spread;
import dev.holdfast.bench.compare.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The samples of a journal run, and what follows from them. Confined to one thread.
final class JournalSamples {
  private static final int MANY = 256;
  private static final double TIMES_BEST_PEER = 5;
  private static final double SHARE_OF_RAW = 0.8;

  private record Cell(Contender contender, int appenders) {}

  private final Map<Cell, List<Sample>> samples = new HashMap<>();
  private final Set<Contender> faults = EnumSet.noneOf(Contender.class);

  void add(Contender contender, int appenders, Sample sample) {
    samples.computeIfAbsent(new Cell(contender, appenders), _ -> new ArrayList<>()).add(sample);
  }

  void fault(Contender contender) {
    faults.add(contender);
  }

  void print(int appenders, Report report) {
    Optional<Double> ours =
        best(Contender.Kind.OURS, appenders).map(each -> median(each, appenders));
    Table table =
        new Table("contender", "acknowledged/s", "p50 us", "p99 us", "Holdfast is x times");
    Stream.of(Contender.values())
        .filter(contender -> contender.takes(appenders))
        .sorted(Comparator.comparingDouble((Contender each) -> sortKey(each, appenders)).reversed())
        .forEach(contender -> row(table, contender, appenders, ours));
    report.table(
        appenders + (appenders == 1 ? " appender" : " appenders") + ", 400 B a record", table);
  }

  private double sortKey(Contender contender, int appenders) {
    return ran(contender, appenders) ? median(contender, appenders) : 0;
  }

  private void row(Table table, Contender contender, int appenders, Optional<Double> ours) {
    if (ran(contender, appenders)) {
      Spread rate = spread(contender, appenders, "rate");
      table.row(
          contender.title(),
          rate.whole(),
          spread(contender, appenders, "p50").whole(),
          spread(contender, appenders, "p99").whole(),
          ours.map(own -> Figures.ratio(own / rate.median())).orElse("-"));
    } else if (faults.contains(contender)) {
      table.row(contender.title(), "did not run");
    }
  }

  /// The goals that can be judged from the contenders that took part.
  List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    best(Contender.Kind.OURS, MANY)
        .flatMap(ours -> best(Contender.Kind.SHIPPED, MANY).map(peer -> timesPeer(ours, peer)))
        .ifPresent(goals::add);
    best(Contender.Kind.OURS, 1)
        .flatMap(ours -> best(Contender.Kind.LIMIT, 1).map(raw -> shareOfRaw(ours, raw)))
        .ifPresent(goals::add);
    return goals;
  }

  private Goal timesPeer(Contender ours, Contender peer) {
    String sentence = "256 appenders: times the best peer as shipped (" + peer.title() + ")";
    return Goal.atLeast(sentence, median(ours, MANY) / median(peer, MANY), TIMES_BEST_PEER);
  }

  private Goal shareOfRaw(Contender ours, Contender raw) {
    String sentence = "1 appender: share of " + raw.title();
    return Goal.atLeast(sentence, median(ours, 1) / median(raw, 1), SHARE_OF_RAW);
  }

  private Optional<Contender> best(Contender.Kind kind, int appenders) {
    return Stream.of(Contender.values())
        .filter(contender -> contender.kind() == kind)
        .filter(contender -> ran(contender, appenders))
        .max(Comparator.comparingDouble(contender -> median(contender, appenders)));
  }

  private boolean ran(Contender contender, int appenders) {
    return samples.containsKey(new Cell(contender, appenders));
  }

  private double median(Contender contender, int appenders) {
    return spread(contender, appenders, "rate").median();
  }

  private Spread spread(Contender contender, int appenders, String figure) {
    return Spread.of(
        samples.getOrDefault(new Cell(contender, appenders), List.of()).stream()
            .map(sample -> sample.number(figure))
            .toList());
  }
}
