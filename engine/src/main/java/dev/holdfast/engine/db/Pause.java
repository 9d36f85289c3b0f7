package dev.holdfast.engine.db;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The one way a thread of the engine waits: for a while, until woken, or until it is over for
/// good. Safe for many threads.
public final class Pause {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean woken;
  private boolean over;

  /// Waits, unless it was woken since the last wait or is over. An interrupt ends it for good.
  public void await(Duration atMost) {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (!over && !woken && nanos > 0) {
        nanos = change.awaitNanos(nanos);
      }
      woken = false;
    } catch (InterruptedException e) {
      over = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the wait of this moment, or else the next one.
  public void wake() {
    lock.lock();
    try {
      woken = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends all waits, those to come too.
  public void end() {
    lock.lock();
    try {
      over = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean over() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }
}
