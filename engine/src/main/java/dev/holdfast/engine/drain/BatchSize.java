package dev.holdfast.engine.drain;

import java.time.Duration;

/// How many items the next batch takes: more while commits are quick, fewer while they are slow, so
/// that one batch never holds the ledger for long. Confined to one thread.
final class BatchSize {
  static final int MIN = 200;
  static final int MAX = 1_000;
  private static final Duration QUICK = Duration.ofMillis(100);
  private static final Duration SLOW = Duration.ofMillis(500);

  private int items = 500;

  int items() {
    return items;
  }

  void took(int batchItems, Duration time) {
    if (time.compareTo(SLOW) > 0) {
      items = Math.max(MIN, items / 2);
    } else if (batchItems >= items && time.compareTo(QUICK) < 0) {
      items = Math.min(MAX, items + items / 2);
    }
  }

  void failed() {
    items = MIN;
  }
}
