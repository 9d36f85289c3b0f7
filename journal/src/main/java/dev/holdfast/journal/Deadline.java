package dev.holdfast.journal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers appends whose time is over, from a thread of its own, because the writer may hang in a
/// sync for as long as the disk likes. Keeps time in coarse ticks, so that an append costs no
/// clock.
final class Deadline {
  /// How much later than its deadline an append may be answered, as a part of it.
  private static final int LATENESS = 32;

  private static final Pending[] NOTHING = {};

  private final AppendQueue queue;
  private final Duration deadline;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private volatile Pending[] inHand = NOTHING;

  Deadline(AppendQueue queue, Duration deadline) {
    this.queue = queue;
    this.deadline = deadline;
    this.thread = Background.thread("deadline", this::run);
  }

  void start() {
    thread.start();
  }

  /// The writer says what it took out of the queue.
  void watch(Pending[] batch) {
    inHand = batch;
  }

  private void run() {
    long pause = Math.max(1, deadline.toNanos() / LATENESS);
    try {
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        expire(System.nanoTime() - deadline.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers everything, however young.
  void expireAll() {
    expire(System.nanoTime());
  }

  private void expire(long since) {
    for (Pending pending : inHand) {
      expire(pending, since);
    }
    for (Pending pending = queue.peek(); pending != null; pending = before(pending)) {
      expire(pending, since);
    }
  }

  private static @Nullable Pending before(Pending pending) {
    return pending.before;
  }

  private void expire(Pending pending, long since) {
    if (pending.since() - since > 0 || pending.isDone()) {
      return;
    }
    if (pending.expire()) {
      pending.complete(
          new Appended.Refused(
              Appended.Refusal.BUSY,
              "Waited %s for the disk and was not written".formatted(deadline),
              deadline));
    } else {
      pending.complete(
          new Appended.Indeterminate(
              "The disk did not answer within %s; the entries may or may not be found again"
                  .formatted(deadline)));
    }
  }

  void close() {
    closed.countDown();
  }

  /// Whether its thread has ended by now.
  boolean ended(Duration wait) {
    return Background.ended(thread, wait);
  }
}
