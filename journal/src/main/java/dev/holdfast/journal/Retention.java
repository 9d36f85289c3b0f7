package dev.holdfast.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Deletes segments, oldest first, whose entries have all been released and which are past their
/// age. Where the journal begins is made durable first.
final class Retention {
  private final FileJournal.Parts parts;
  private final UUID journal;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;

  private volatile long releasedThrough;
  private boolean closed;

  Retention(FileJournal.Parts parts, UUID journal, InstantSource clock) {
    this.parts = parts;
    this.journal = journal;
    this.clock = clock;
    this.thread = Background.thread("retention", this::run);
  }

  void start() {
    thread.start();
  }

  long releasedThrough() {
    return releasedThrough;
  }

  void release(long sequence) {
    releasedThrough = sequence;
  }

  private void run() {
    while (!awaitClosed()) {
      try {
        sweep();
      } catch (IOException _) {
        // Nothing is lost by keeping more; the next round tries again.
      }
    }
  }

  /// Deletes what may go.
  synchronized void sweep() throws IOException {
    Instant before = clock.instant().minus(parts.config().retention());
    for (Segment oldest : parts.segments().snapshot().sealed()) {
      boolean released = oldest.empty() || oldest.last() <= releasedThrough;
      if (!released || (!oldest.empty() && oldest.sealedAt().isAfter(before))) {
        return;
      }
      parts.segments().drop(oldest);
      new Manifest(journal, oldest.number() + 1).write(parts.files());
      parts.files().delete(oldest.name());
      parts.files().syncDirectory();
    }
  }

  private boolean awaitClosed() {
    lock.lock();
    try {
      long left = parts.config().probeEvery().toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether its thread has ended by now.
  boolean ended(Duration wait) {
    return Background.ended(thread, wait);
  }
}
