package dev.holdfast.testkit;

import dev.holdfast.testkit.FaultProxy.Direction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The faults in force. Pumps wait here; every change wakes them.
final class Faults {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Direction, Long> cuts = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
  private Duration latency = Duration.ZERO;
  private boolean frozen;

  void latency(Duration delay) {
    change(() -> latency = delay);
  }

  void cutAfter(Direction direction, long bytes) {
    change(() -> cuts.put(direction, bytes));
  }

  void freeze() {
    change(() -> frozen = true);
  }

  void heal() {
    change(() -> {
      frozen = false;
      latency = Duration.ZERO;
      cuts.clear();
    });
  }

  long passed(Direction direction) {
    lock.lock();
    try {
      return passed.getOrDefault(direction, 0L);
    } finally {
      lock.unlock();
    }
  }

  void count(Direction direction, int bytes) {
    change(() -> passed.merge(direction, (long) bytes, Long::sum));
  }

  /// Waits as the faults demand, then says how many of `wanted` bytes may pass on a connection that
  /// has passed `before` in this direction. Fewer than wanted: cut the connection after them.
  int admit(Direction direction, long before, int wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      delay();
      while (frozen) {
        changed.await();
      }
      long left = cuts.getOrDefault(direction, Long.MAX_VALUE) - before;
      return Math.clamp(left, 0, wanted);
    } finally {
      lock.unlock();
    }
  }

  private void delay() throws InterruptedException {
    long end = System.nanoTime() + latency.toNanos();
    long left = latency.toNanos();
    while (left > 0 && !latency.isZero()) {
      changed.await(left, TimeUnit.NANOSECONDS);
      left = end - System.nanoTime();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
