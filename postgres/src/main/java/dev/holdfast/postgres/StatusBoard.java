package dev.holdfast.postgres;

import dev.holdfast.postgres.PostgresStatus.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Holds the newest status; one thread writes, many read or wait.
final class StatusBoard {
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile PostgresStatus status;

  StatusBoard(InstantSource clock) {
    this.clock = clock;
    this.status = new PostgresStatus(State.NEW, clock.instant(), "not started", 0, 0);
  }

  PostgresStatus now() {
    return status;
  }

  void starting(String cause, long pid) {
    post(State.STARTING, cause, pid, status.starts());
  }

  void ready(long pid) {
    post(State.READY, "", pid, status.starts() + 1);
  }

  void down(String cause) {
    post(State.DOWN, cause, 0, status.starts());
  }

  void stopped() {
    post(State.STOPPED, "stopped", 0, status.starts());
  }

  /// Waits until the server is ready, is closed, or `max` has passed.
  PostgresStatus await(Duration max) throws InterruptedException {
    long left = max.toNanos();
    lock.lockInterruptibly();
    try {
      while (!settled() && left > 0) {
        left = changed.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return status;
    } finally {
      lock.unlock();
    }
  }

  private boolean settled() {
    return status.state() == State.READY || status.state() == State.STOPPED;
  }

  private void post(State state, String cause, long pid, int starts) {
    lock.lock();
    try {
      boolean same = status.state() == state;
      status =
          new PostgresStatus(state, same ? status.since() : clock.instant(), cause, pid, starts);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
