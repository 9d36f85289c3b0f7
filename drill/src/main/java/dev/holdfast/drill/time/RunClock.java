package dev.holdfast.drill.time;

/// Milliseconds since a run began, on the monotonic clock, so that every log of the run can be laid
/// side by side. Immutable.
public final class RunClock {
  private final long startedNanos = System.nanoTime();

  public long millis() {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }
}
