package dev.holdfast.engine.drain;

import java.time.Duration;

/// Keeps the drain from knocking over a database that has just come back: it begins a little below
/// what was measured to go well before and rises quickly until there is no limit any more. Confined
/// to one thread; times are of the monotonic clock.
final class Pace {
  /// The first share of the good rate.
  private static final double FIRST = 0.8;

  private static final double RISE_PER_SECOND = 1.25;

  /// Never slower than this, and the first guess before anything was measured: a thirty second
  /// blackout at a thousand items a second is made up in three seconds.
  static final double ITEMS_PER_SECOND_MIN = 10_000;

  private static final Duration PACED = Duration.ofSeconds(10);
  private static final long SECOND = 1_000_000_000L;

  private double goodRate;
  private boolean paced;
  private long began;
  private long dueNanos;

  /// The database is back.
  void recovered(long now) {
    paced = true;
    began = now;
    dueNanos = now;
  }

  /// A batch is committed: how long to rest before the next.
  Duration rest(int items, long tookNanos, long now) {
    if (items >= BatchSize.MIN && tookNanos > 0) {
      double rate = items * (double) SECOND / tookNanos;
      goodRate = goodRate == 0 ? rate : goodRate * 0.9 + rate * 0.1;
    }
    if (!paced) {
      return Duration.ZERO;
    }
    if (now - began > PACED.toNanos()) {
      paced = false;
      return Duration.ZERO;
    }
    dueNanos = Math.max(dueNanos, now - tookNanos) + (long) (items * SECOND / allowed(now));
    return Duration.ofNanos(Math.max(0, dueNanos - now));
  }

  /// Items a second at this moment.
  double allowed(long now) {
    double seconds = (now - began) / (double) SECOND;
    double first = Math.max(ITEMS_PER_SECOND_MIN, goodRate * FIRST);
    return first * Math.pow(RISE_PER_SECOND, seconds);
  }
}
