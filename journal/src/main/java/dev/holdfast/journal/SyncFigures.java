package dev.holdfast.journal;

/// How the syncs go. Written by the writer only, read by anybody.
final class SyncFigures {
  private volatile long count;
  private volatile long nanosLast;
  private volatile long nanosMax;

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void synced(long nanos) {
    count++;
    nanosLast = nanos;
    nanosMax = Math.max(nanosMax, nanos);
  }

  long count() {
    return count;
  }

  long nanosLast() {
    return nanosLast;
  }

  long nanosMax() {
    return nanosMax;
  }
}
