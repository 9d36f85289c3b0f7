package dev.holdfast.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Finds the writer a segment to go on with: after a full one, after a full disk, after a failed
/// write or sync. Confined to the writer.
final class Roll {
  /// Where the writer goes on, or why it cannot yet.
  sealed interface Outcome {}

  record Moved(Tail tail) implements Outcome {}

  record Stuck(Appended.Refused refused) implements Outcome {}

  private static final int PAUSE_DOUBLINGS_MAX = 5;

  private final FileJournal.Parts parts;
  private final Spares spares;
  private final UUID journal;
  private final long epoch;
  private final InstantSource clock;

  private boolean suspect;
  private int failures;
  private long failedAt;

  Roll(FileJournal.Parts parts, Spares spares, UUID journal, long epoch, InstantSource clock) {
    this.parts = parts;
    this.spares = spares;
    this.journal = journal;
    this.epoch = epoch;
    this.clock = clock;
  }

  /// Seals a segment, with what of it is durable, and begins the next.
  Outcome next(Tail full) {
    Segment sealed = sealed(full);
    if (suspect) {
      reread(sealed);
    }
    Outcome outcome = begin(full.last(), full.link());
    if (outcome instanceof Moved moved) {
      parts.segments().roll(sealed, moved.tail().durable());
      closeQuietly(full);
      suspect = false;
      failures = 0;
    }
    return outcome;
  }

  /// The sync of the segment at hand failed: what was durable in it is read again before going on.
  void suspect() {
    suspect = true;
  }

  /// How long to wait before looking again.
  long pauseNanos() {
    int doublings = Math.min(Math.max(0, failures - 1), PAUSE_DOUBLINGS_MAX);
    return parts.config().probeEvery().toNanos() << doublings;
  }

  /// Whether a failed disk has had its pause; a full one may be tried as soon as there is room.
  boolean isDue() {
    return failures == 0 || System.nanoTime() - failedAt >= pauseNanos();
  }

  Appended.Refused refused(boolean full, String cause) {
    if (!full) {
      failures++;
      failedAt = System.nanoTime();
    }
    return new Appended.Refused(
        full ? Appended.Refusal.FULL : Appended.Refusal.FAILED,
        cause,
        Duration.ofNanos(Math.max(pauseNanos(), Duration.ofSeconds(1).toNanos())));
  }

  private Outcome begin(long last, Recovery.Link link) {
    return switch (spares.take()) {
      case Spares.None none ->
          new Stuck(refused(none.full(), "No room for a new segment: " + none.cause()));
      case Spares.Ready ready -> begin(ready, last, link);
    };
  }

  private Outcome begin(Spares.Ready ready, long last, Recovery.Link link) {
    SegmentHeader header =
        new SegmentHeader(
            journal, ready.number(), epoch, last + 1, last, link.number(), link.checksum());
    try {
      return new Moved(
          Tail.begin(ready.file(), header, parts.config().sizes().segmentBytes(), clock.instant()));
    } catch (IOException e) {
      discard(ready, e);
      return new Stuck(refused(DiskFull.is(e), "A new segment could not be begun: " + e));
    }
  }

  private void discard(Spares.Ready ready, IOException cause) {
    try {
      ready.file().close();
      parts.files().delete(SegmentName.of(ready.number()));
    } catch (IOException e) {
      cause.addSuppressed(e); // it holds no entry: recovery passes over it
    }
  }

  private Segment sealed(Tail full) {
    Segment durable = full.durable();
    return new Segment(
        durable.number(),
        durable.salt(),
        durable.first(),
        durable.last(),
        durable.bytes(),
        clock.instant());
  }

  private void reread(Segment sealed) {
    try {
      Scrub.check(parts.files(), sealed, parts.damages(), _ -> {});
    } catch (IOException _) {
      // Readers will meet it, and the scrub again and again: nothing is decided here.
    }
  }

  private static void closeQuietly(Tail full) {
    try {
      full.close();
    } catch (IOException _) {
      // Everything acknowledged was synced before.
    }
  }
}
