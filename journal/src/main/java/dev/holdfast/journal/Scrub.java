package dev.holdfast.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// Reads every sealed segment again and again at a bounded rate, so that rot is found while the
/// senders, a backup or a replica may still have the entry.
final class Scrub {
  private static final int WINDOW_BYTES = 256 * 1024;

  private final FileJournal.Parts parts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Scrub(FileJournal.Parts parts) {
    this.parts = parts;
    this.thread = Background.thread("scrub", this::run);
  }

  void start() {
    if (!parts.config().scrub().every().isZero()) {
      thread.start();
    }
  }

  /// Reads one segment and reports what is damaged; `pace` is told of the bytes read in between.
  static void check(JournalFiles files, Segment segment, Damages damages, LongConsumer pace)
      throws IOException {
    long bytes = 0;
    try (SegmentItems items = new SegmentItems(files, segment, WINDOW_BYTES)) {
      for (Item item = items.next(segment); item != null; item = items.next(segment)) {
        if (item instanceof Item.Damaged damaged) {
          damages.add(damaged);
        }
        if (items.position() - bytes >= WINDOW_BYTES) {
          pace.accept(items.position() - bytes);
          bytes = items.position();
        }
      }
    }
    pace.accept(Math.max(0, segment.bytes() - bytes));
  }

  private void run() {
    while (!await(parts.config().scrub().every())) {
      for (Segment segment : parts.segments().snapshot().sealed()) {
        if (closed.getCount() == 0) {
          return;
        }
        pass(segment);
      }
    }
  }

  private void pass(Segment segment) {
    try {
      check(parts.files(), segment, parts.damages(), this::pace);
    } catch (IOException _) {
      // Deleted meanwhile, or the whole disk is gone, which the writer notices by itself.
    }
  }

  private void pace(long bytes) {
    await(
        Duration.ofNanos(
            TimeUnit.SECONDS.toNanos(1) * bytes / parts.config().scrub().bytesPerSecond()));
  }

  private boolean await(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
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
