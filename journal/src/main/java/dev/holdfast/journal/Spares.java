package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps one segment file ready ahead of the writer: filled with zeros and synced, so that a sync
/// of what is written later changes no metadata, and so that a full disk is met here and not in the
/// middle of an append. Safe for many threads.
final class Spares {
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final int SYNC_EVERY_BYTES = 8 * CHUNK_BYTES;

  /// What the writer gets.
  sealed interface Supply {}

  record Ready(long number, JournalFile file) implements Supply {}

  /// None for now; looked for again after a pause.
  record None(boolean full, String cause) implements Supply {}

  private final JournalFiles files;
  private final FileJournalConfig config;
  private final Runnable onReady;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Long> blanks;
  private final Thread thread;

  private long nextNumber;
  private @Nullable Ready ready;
  private @Nullable None none;
  private boolean closed;

  /// @param onReady told when a segment is there after there was none
  Spares(JournalFiles files, FileJournalConfig config, Recovery.Found found, Runnable onReady) {
    this.files = files;
    this.config = config;
    this.nextNumber = found.nextNumber();
    this.blanks = new ArrayDeque<>(found.blanks());
    this.onReady = onReady;
    this.thread = Background.thread("spare", this::run);
  }

  void start() {
    thread.start();
  }

  /// The segment kept ready; waits while one is being made.
  Supply take() {
    lock.lock();
    try {
      while (ready == null && none == null && !closed) {
        changed.awaitUninterruptibly();
      }
      Ready taken = ready;
      if (taken == null) {
        return none == null ? new None(false, "the journal is closing") : none;
      }
      ready = null;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitWanted()) {
      Supply supply = make();
      lock.lock();
      try {
        switch (supply) {
          case Ready made when closed -> closeQuietly(made.file());
          case Ready made -> {
            ready = made;
            none = null;
          }
          case None nothing -> none = nothing;
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      if (supply instanceof Ready) {
        onReady.run();
      } else {
        pause();
      }
    }
  }

  private boolean awaitWanted() {
    lock.lock();
    try {
      while (ready != null && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Until it is worth looking again.
  private void pause() {
    lock.lock();
    try {
      long left = config.probeEvery().toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private Supply make() {
    try {
      Long blank = blanks.poll();
      if (blank != null) {
        return reuse(blank);
      }
      long free = files.usableBytes() - config.sizes().segmentBytes();
      if (free < config.sizes().reserveBytes()) {
        return new None(true, "only %d bytes would be left free".formatted(Math.max(0, free)));
      }
      return fill(nextNumber++);
    } catch (IOException e) {
      return new None(DiskFull.is(e), String.valueOf(e.getMessage()));
    }
  }

  private Ready reuse(long number) throws IOException {
    JournalFile file = files.openToWrite(SegmentName.of(number));
    file.force();
    files.syncDirectory();
    return new Ready(number, file);
  }

  private Ready fill(long number) throws IOException {
    String name = SegmentName.of(number);
    JournalFile file = files.create(name);
    try {
      ByteBuffer zeros =
          ByteBuffer.allocateDirect(Math.min(CHUNK_BYTES, config.sizes().segmentBytes()));
      for (long at = 0; at < config.sizes().segmentBytes(); at += zeros.capacity()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), config.sizes().segmentBytes() - at));
        IoLoops.write(file, zeros, at);
        if (at % SYNC_EVERY_BYTES == 0) {
          file.force(); // in small steps: one huge sync would stall the writer's
        }
      }
      file.force();
      files.syncDirectory();
      return new Ready(number, file);
    } catch (IOException e) {
      discard(name, file, e);
      throw e;
    }
  }

  private void discard(String name, JournalFile file, IOException cause) {
    try {
      file.close();
      files.delete(name);
    } catch (IOException e) {
      cause.addSuppressed(e); // recovery deletes what is not whole
    }
  }

  /// Stops and removes nothing: a file kept ready is used at the next start.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (ready != null) {
        closeQuietly(ready.file());
        ready = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(JournalFile empty) {
    try {
      empty.close();
    } catch (IOException _) {
      // Nothing is in it: nothing is lost.
    }
  }

  /// Whether its thread has ended by now.
  boolean ended(Duration wait) {
    return Background.ended(thread, wait);
  }
}
