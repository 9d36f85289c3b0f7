package dev.holdfast.drill.report;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sample;
import dev.holdfast.drill.history.Sent;
import java.util.Arrays;

/// What happened in each stretch of a run, as rates per second, and how far the ledger was behind.
final class Series {
  private static final int STRETCHES_MAX = 240;
  private static final long STRETCH_MILLIS_MIN = 250;

  private final long stretchMillis;
  private final double[] sent;
  private final double[] acknowledged;
  private final double[] turnedAway;
  private final History history;

  Series(History history) {
    this.history = history;
    stretchMillis = Math.max(STRETCH_MILLIS_MIN, history.lengthMillis() / STRETCHES_MAX);
    int stretches = (int) (history.lengthMillis() / stretchMillis) + 1;
    sent = new double[stretches];
    acknowledged = new double[stretches];
    turnedAway = new double[stretches];
    for (Sent line : history.sent()) {
      add(sent, line.at());
    }
    for (Answered line : history.answered()) {
      add(line.outcome() == Outcome.OK ? acknowledged : turnedAway, line.at());
    }
  }

  long stretchMillis() {
    return stretchMillis;
  }

  double[] sent() {
    return sent.clone();
  }

  double[] acknowledged() {
    return acknowledged.clone();
  }

  /// Answers that were no acknowledgement, lost ones too.
  double[] turnedAway() {
    return turnedAway.clone();
  }

  double rateMax() {
    double max = Math.max(max(sent), Math.max(max(acknowledged), max(turnedAway)));
    return Math.max(1, max);
  }

  long behindMax() {
    return Math.max(1, history.samples().stream().mapToLong(Sample::behind).max().orElse(1));
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private void add(double[] series, long at) {
    int stretch = (int) (at / stretchMillis);
    if (stretch >= 0 && stretch < series.length) {
      series[stretch] += 1_000.0 / stretchMillis;
    }
  }
}
