package dev.holdfast.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/// Waits on a condition, never on time: looks every 10 ms and fails with the last failure seen.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(10);

  private Eventually() {}

  /// Waits up to 30 s until the assertion holds.
  public static void asserted(ThrowingRunnable assertion) {
    asserted(PATIENCE, assertion);
  }

  public static void asserted(Duration max, ThrowingRunnable assertion) {
    await("", max).untilAsserted(assertion);
  }

  /// Waits up to 30 s until the condition is true; `what` is said when it never is.
  public static void holds(String what, Callable<Boolean> condition) {
    holds(what, PATIENCE, condition);
  }

  public static void holds(String what, Duration max, Callable<Boolean> condition) {
    await(what, max).until(condition);
  }

  private static ConditionFactory await(String what, Duration max) {
    return Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .atMost(max);
  }
}
