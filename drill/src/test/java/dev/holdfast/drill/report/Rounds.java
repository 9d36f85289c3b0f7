package dev.holdfast.drill.report;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sample;
import dev.holdfast.drill.history.Sent;
import dev.holdfast.drill.scenario.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A made-up round: ten seconds at a hundred items a second, dark between the third and the
/// seventh.
final class Rounds {
  private static final int ITEMS = 1_000;

  private Rounds() {}

  static Round of(List<Result> results, List<Result> proofs) {
    return new Round(42, "v0.1-3-gabc", "2026-11-21T12:00:00Z", 83_500, results, proofs);
  }

  static Result green(String name) {
    return played(name, ITEMS, 1_300);
  }

  static Result orange(String name) {
    return played(name, ITEMS, 12_300);
  }

  /// Loses the last items.
  static Result red(String name) {
    return played(name, ITEMS - 7, 1_300);
  }

  static Result skipped(String name) {
    return new Result.Skipped(name, "Title of " + name, "needs root & more");
  }

  private static Result played(String name, int recorded, long lagZeroMillis) {
    List<Sent> sent = new ArrayList<>();
    List<Answered> answered = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String id = String.format(Locale.ROOT, "id-%04d", i);
      long at = i * 10L;
      sent.add(new Sent(at, i, "device", i + 1, id, "key-" + i, "hash-" + i, Kind.GOOD));
      answered.add(new Answered(at + 3, i, id, Outcome.OK, "202"));
      if (i < recorded) {
        found.add(new Found(Place.EVENT, id, "key-" + i, "hash-" + i));
      }
    }
    History history =
        new History(
            new Facts(name, "Title of <" + name + ">", "v0.1-3-gabc", 42, 0, "now"),
            sent,
            answered,
            found,
            marks(),
            samples(),
            List.of(Measure.of(Measure.LAG_ZERO, lagZeroMillis, Duration.ofSeconds(10))),
            books(recorded));
    return new Result.Played(
        name, "Title of <" + name + ">", Path.of("x"), 10_000, history, Checker.judge(history));
  }

  private static List<Mark> marks() {
    return List.of(
        new Mark(3_000, What.FAULT_BEGINS, "stopped"),
        new Mark(5_000, What.EVENT, "server killed"),
        new Mark(7_000, What.FAULT_ENDS, "is back"));
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (long at = 0; at < 10_000; at += 250) {
      boolean dark = at >= 3_000 && at < 7_000;
      samples.add(
          new Sample(at, "OPERATIONAL", dark ? "DOWN" : "OPERATIONAL", dark ? -1 : at / 100));
    }
    return samples;
  }

  private static String books(int recorded) {
    return """
    {"total":{"accepted":%1$d,"recorded":%1$d,"duplicate":0,"quarantined":0,"inJournal":0,\
    "unexplained":0}}\
    """
        .formatted(recorded);
  }
}
