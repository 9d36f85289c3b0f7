package dev.holdfast.engine.drain;

import java.util.concurrent.TimeUnit;

/// Items per second over the last whole seconds. Safe for many threads; times are of the monotonic
/// clock.
final class Rate {
  private static final int SECONDS = 10;

  private final long[] items = new long[SECONDS + 1];
  private final long[] second = new long[SECONDS + 1];

  synchronized void add(long count, long now) {
    long at = TimeUnit.NANOSECONDS.toSeconds(now);
    int slot = Math.floorMod(at, items.length);
    if (second[slot] != at) {
      second[slot] = at;
      items[slot] = 0;
    }
    items[slot] += count;
  }

  /// The running second does not count: it is not over.
  synchronized double perSecond(long now) {
    long at = TimeUnit.NANOSECONDS.toSeconds(now);
    long sum = 0;
    for (int slot = 0; slot < items.length; slot++) {
      if (second[slot] < at && second[slot] >= at - SECONDS) {
        sum += items[slot];
      }
    }
    return sum / (double) SECONDS;
  }
}
