package dev.holdfast.journal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Many appenders, one writer. A linked stack that the writer empties in one swap: an append costs
/// one compare-and-set, and a wake only when the writer sleeps. Bounded in bytes.
final class AppendQueue {
  /// How an offer ended.
  enum Offer {
    QUEUED,
    BUSY,
    CLOSED
  }

  private static final Pending CLOSED = Pending.of(List.of(), 0, 0);

  private final long bytesMax;
  private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable Thread sleeper;
  private volatile boolean woken;

  AppendQueue(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  long bytes() {
    return bytes.get();
  }

  Offer offer(Pending pending) {
    long queued = bytes.addAndGet(pending.bytes());
    if (queued > bytesMax && queued > pending.bytes()) {
      bytes.addAndGet(-pending.bytes());
      return Offer.BUSY;
    }
    Pending top;
    do {
      top = newest.get();
      if (top == CLOSED) {
        bytes.addAndGet(-pending.bytes());
        return Offer.CLOSED;
      }
      pending.before = top;
    } while (!newest.compareAndSet(top, pending));
    if (top == null) {
      unpark(); // whoever found it empty wakes; the others ride along
    }
    return Offer.QUEUED;
  }

  /// Ends the writer's sleep, or the next one if it is awake, though there is nothing for it.
  void wake() {
    woken = true;
    unpark();
  }

  private void unpark() {
    Thread thread = sleeper;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /// Bytes that no longer wait.
  void settled(long settledBytes) {
    bytes.addAndGet(-settledBytes);
  }

  /// Everything queued, oldest first; empty when there is nothing. Writer only.
  Pending[] drain() {
    return newest.get() == null ? NOTHING : inOrder(newest.getAndSet(null));
  }

  private static final Pending[] NOTHING = {};

  /// Refuses from now on; answers what was still queued.
  Pending[] close() {
    Pending top = newest.getAndSet(CLOSED);
    return top == CLOSED ? NOTHING : inOrder(top);
  }

  private static Pending[] inOrder(@Nullable Pending newest) {
    Pending[] found = new Pending[64];
    int count = 0;
    for (Pending pending = newest; pending != null; pending = pending.before) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = pending;
    }
    Pending[] ordered = new Pending[count];
    for (int i = 0; i < count; i++) {
      ordered[i] = found[count - 1 - i];
      ordered[i].before = null; // a future somebody keeps must not keep its neighbours
    }
    return ordered;
  }

  /// What waits right now, for the deadline to look through; newest first, possibly incomplete.
  @Nullable Pending peek() {
    Pending top = newest.get();
    return top == CLOSED ? null : top;
  }

  /// Sleeps until there is something, somebody wakes it, or the time is over; answers whether it is
  /// over and there is still nothing. Writer only.
  boolean await(long nanos) {
    long begun = System.nanoTime();
    sleeper = Thread.currentThread();
    try {
      if (newest.get() == null && !woken) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      sleeper = null;
      woken = false;
    }
    return newest.get() == null && System.nanoTime() - begun >= nanos;
  }
}
