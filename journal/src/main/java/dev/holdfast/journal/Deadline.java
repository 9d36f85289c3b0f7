package dev.holdfast.journal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers appends whose time is over, from a thread of its own, because the writer may hang in a
/// sync for as long as the disk likes. Keeps time in coarse ticks, so that an append costs no
/// clock.
final class Deadline {
  private static final int TICKS = 32;
  private static final Pending[] NOTHING = {};

  private final AppendQueue queue;
  private final Duration deadline;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private volatile int tick;
  private volatile Pending[] inHand = NOTHING;

  Deadline(AppendQueue queue, Duration deadline) {
    this.queue = queue;
    this.deadline = deadline;
    this.thread = Background.thread("deadline", this::run);
  }

  void start() {
    thread.start();
  }

  int tick() {
    return tick;
  }

  /// The writer says what it took out of the queue.
  void watch(Pending[] batch) {
    inHand = batch;
  }

  private void run() {
    long pause = Math.max(1, deadline.toNanos() / TICKS);
    try {
      while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
        int now = tick + 1;
        tick = now;
        expire(now - TICKS - 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers everything, however young.
  void expireAll() {
    expire(Integer.MAX_VALUE);
  }

  private void expire(int through) {
    for (Pending pending : inHand) {
      expire(pending, through);
    }
    for (Pending pending = queue.peek(); pending != null; pending = before(pending)) {
      expire(pending, through);
    }
  }

  private static @Nullable Pending before(Pending pending) {
    return pending.before;
  }

  private void expire(Pending pending, int through) {
    if (pending.tick() > through || pending.isDone()) {
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
