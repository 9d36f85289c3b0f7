package dev.holdfast.drill.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting with an end: the one place where the drill lets time pass.
public final class Patience {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private Patience() {}

  /// Waits until the condition holds; false when the limit passed first.
  public static boolean await(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    return await(limit, LOOK_AGAIN, condition);
  }

  /// The same, for a condition that is dear to look at.
  public static boolean await(Duration limit, Duration every, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      pause(every);
    }
    return true;
  }

  /// Lets a duration pass.
  public static void pause(Duration duration) throws InterruptedException {
    long deadline = System.nanoTime() + duration.toNanos();
    long left = duration.toNanos();
    while (left > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
      left = deadline - System.nanoTime();
    }
  }
}
