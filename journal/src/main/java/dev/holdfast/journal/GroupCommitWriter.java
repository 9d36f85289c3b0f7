package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. Takes what has queued up while the last sync ran, writes it in one
/// piece, syncs once, and answers everybody in it.
final class GroupCommitWriter {
  static final Appended.Refused CLOSED =
      new Appended.Refused(Appended.Refusal.CLOSED, "The journal is closed", Duration.ofSeconds(1));

  private final AppendQueue queue;
  private final Deadline deadline;
  private final Segments segments;
  private final DurableSignal signal;
  private final Roll roll;
  private final SyncFigures figures = new SyncFigures();
  private final Group group;
  private final Thread thread;
  private final long markAfterNanos;

  private Tail tail;
  private boolean marked = true;
  private boolean broken;
  private volatile Appended.@Nullable Refused refusal;
  private volatile boolean closing;

  GroupCommitWriter(FileJournal.Parts parts, Deadline deadline, Roll roll, Tail tail) {
    this.queue = parts.queue();
    this.segments = parts.segments();
    this.signal = parts.signal();
    this.group = new Group(parts.config().sizes().groupBytesMax());
    this.deadline = deadline;
    this.markAfterNanos = parts.config().markAfter().toNanos();
    this.roll = roll;
    this.tail = tail;
    this.thread = Background.thread("writer", this::run);
  }

  /// Begins the first segment, or finds out why that is not possible, and starts.
  void start() {
    moveOn();
    thread.start();
  }

  /// Why appends are refused now; null when they are taken.
  Appended.@Nullable Refused refusal() {
    return refusal;
  }

  SyncFigures figures() {
    return figures;
  }

  /// Ends after what is queued; answers whether it has ended in time.
  boolean close(Duration wait) {
    closing = true;
    queue.wake();
    return Background.ended(thread, wait);
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = closing;
      round(last);
    }
    finish();
  }

  private void round(boolean last) {
    Pending[] batch = last ? queue.close() : queue.drain();
    deadline.watch(batch);
    try {
      if (batch.length > 0) {
        write(batch);
      } else if (!last) {
        idle();
      }
    } catch (RuntimeException | Error e) { // a defect of ours: nothing of this may be acknowledged
      broken = true;
      refusal = roll.refused(false, "The writer broke down, restart the server: " + e);
      deadline.expireAll();
    }
  }

  private void write(Pending[] batch) {
    for (Pending pending : batch) {
      if (refusal == null && !group.fits(pending, tail.room())) {
        commit();
      }
      if (refusal == null && !group.fits(pending, tail.room())) {
        moveOn();
      }
      take(pending);
    }
    commit();
  }

  private void take(Pending pending) {
    Appended.Refused refused = refusal;
    if (!pending.take()) {
      queue.settled(pending.bytes()); // its deadline was first
    } else if (refused != null) {
      queue.settled(pending.bytes());
      pending.complete(refused);
    } else {
      group.add(pending);
    }
  }

  private void idle() {
    if (refusal != null) {
      queue.await(roll.pauseNanos());
      if (!broken && roll.isDue()) {
        moveOn();
      }
    } else if (marked) {
      queue.await(Long.MAX_VALUE);
    } else if (queue.await(markAfterNanos)) {
      mark();
    }
  }

  /// Writes down that the last group is durable: in a mark, or in the header of the next segment.
  private void mark() {
    if (tail.room() < RecordFormat.SECTOR_BYTES) {
      moveOn();
    } else {
      group.addMark();
      commit();
      marked = true;
    }
  }

  private void commit() {
    if (group.isEmpty()) {
      return;
    }
    ByteBuffer bytes = group.bytes();
    int length = bytes.remaining();
    boolean durable = writeAndSync(bytes);
    queue.settled(group.queuedBytes());
    if (durable) {
      tail.advance(length, group.lastSequence(), group.lastChecksum());
      segments.extend(tail.durable());
      marked = false;
      group.completeDurable();
      signal.signal();
    }
    group.begin(tail.salt(), tail.last());
  }

  /// Writes and syncs the group; when that fails, refuses from now on and answers its members.
  private boolean writeAndSync(ByteBuffer bytes) {
    try {
      tail.write(bytes);
    } catch (IOException e) {
      takeBack(e);
      return false;
    }
    try {
      long begun = System.nanoTime();
      tail.force();
      figures.synced(System.nanoTime() - begun);
      return true;
    } catch (IOException e) {
      // What the disk holds of it is unknown now, and a second sync would report a success that
      // means nothing: this segment is never written or synced again.
      inDoubt("Sync", e);
      return false;
    }
  }

  private void takeBack(IOException cause) {
    try {
      tail.cut();
    } catch (IOException e) {
      cause.addSuppressed(e);
      inDoubt("Write", cause);
      return;
    }
    Appended.Refused refused = roll.refused(DiskFull.is(cause), "Write failed: " + cause);
    refusal = refused;
    group.complete(refused);
  }

  private void inDoubt(String what, IOException cause) {
    roll.suspect();
    refusal = roll.refused(false, what + " failed: " + cause);
    group.complete(
        new Appended.Indeterminate(
            what + " failed; the entries may or may not be found again: " + cause));
  }

  /// Goes on in a new segment, or says why not.
  private void moveOn() {
    switch (roll.next(tail)) {
      case Roll.Moved moved -> {
        tail = moved.tail();
        refusal = null;
        marked = true;
        group.begin(tail.salt(), tail.last());
      }
      case Roll.Stuck stuck -> refusal = stuck.refused();
    }
  }

  /// Leaves nothing in doubt for the next start.
  private void finish() {
    if (refusal == null && !marked) {
      mark();
    }
    refusal = CLOSED;
    try {
      tail.close();
    } catch (IOException _) {
      // Everything acknowledged was synced before.
    }
  }
}
