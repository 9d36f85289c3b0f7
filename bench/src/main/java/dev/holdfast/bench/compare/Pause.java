package dev.holdfast.bench.compare;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The one interruptible way to let a span of time pass.
public final class Pause {
  private Pause() {}

  public static void of(Duration time) throws InterruptedException {
    // Nobody counts this latch down.
    boolean released = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (released) {
      throw new IllegalStateException("a latch that nobody counts down was released");
    }
  }
}
