package dev.holdfast.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Lets readers wait for more. Costs the writer one look at an empty queue while nobody waits.
final class DurableSignal {
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  /// Waits until the condition holds or the time is over; answers whether it holds.
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    if (condition.getAsBoolean() || nanos <= 0) {
      return condition.getAsBoolean();
    }
    Thread self = Thread.currentThread();
    long end = System.nanoTime() + nanos;
    waiting.add(self);
    try {
      while (!condition.getAsBoolean()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return true;
    } finally {
      waiting.remove(self);
    }
  }

  void signal() {
    if (!waiting.isEmpty()) {
      waiting.forEach(LockSupport::unpark);
    }
  }
}
