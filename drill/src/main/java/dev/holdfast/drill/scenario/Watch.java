package dev.holdfast.drill.scenario;

import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.history.Sample;
import dev.holdfast.drill.time.Patience;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/// Looks at the server and at the database four times a second and writes down what it sees. The
/// two looks do not wait for each other: a frozen database must not hide a healthy server. Safe for
/// many threads.
final class Watch implements Closeable {
  private static final Duration PERIOD = Duration.ofMillis(250);

  /// Something acknowledged less long ago than this need not be recorded yet.
  private static final long FRESH_MILLIS = 1_000;

  private final HealthEye health;
  private final Ledger ledger;
  private final LongSupplier owed;
  private final Recorder recorder;
  private final List<Thread> threads;
  private final Deque<Point> points = new ArrayDeque<>();
  private volatile HealthEye.Glance glance = HealthEye.Glance.NONE;
  private volatile long behind = -1;
  private volatile boolean caughtUp;

  /// What had been taken over a moment ago, and what had arrived when the database last answered;
  /// known to the ledger's thread only.
  private long settled;

  private long lastArrived;

  private record Point(long at, long owed) {}

  /// @param owed items the server has taken over so far
  Watch(HealthEye health, Ledger ledger, LongSupplier owed, Recorder recorder) {
    this.health = health;
    this.ledger = ledger;
    this.owed = owed;
    this.recorder = recorder;
    threads =
        List.of(
            Thread.ofVirtual().name("drill-watch-health").start(() -> repeat(this::lookAtHealth)),
            Thread.ofVirtual().name("drill-watch-ledger").start(() -> repeat(this::lookAtLedger)));
  }

  /// What the server last said of itself.
  HealthEye.Glance glance() {
    return glance;
  }

  /// All that was acknowledged up to a second before the last look had arrived.
  boolean caughtUp() {
    return caughtUp;
  }

  /// Forgets the last look, so that only a new one counts.
  void lookAfresh() {
    caughtUp = false;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void repeat(Runnable look) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look.run();
        Patience.pause(PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtHealth() {
    HealthEye.Glance seen = health.look();
    glance = seen;
    recorder.sample(new Sample(recorder.clock().millis(), seen.whole(), seen.database(), behind));
    recorder.flush();
  }

  private void lookAtLedger() {
    long owedBefore = owed.getAsLong();
    long at = recorder.clock().millis();
    points.add(new Point(at, owedBefore));
    long arrived = ledger.arrived();
    if (arrived >= 0) {
      lastArrived = arrived;
    }
    // Nothing arrives in a database that is away.
    behind = Math.max(0, owedBefore - lastArrived);
    while (!points.isEmpty() && points.getFirst().at() <= at - FRESH_MILLIS) {
      settled = points.removeFirst().owed();
    }
    caughtUp = arrived >= 0 && arrived >= settled;
  }
}
