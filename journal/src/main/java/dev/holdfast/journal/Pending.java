package dev.holdfast.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One append on its way. Either the writer takes it, and from then on it may be on the disk, or
/// the deadline expires it, and then it never will be: one of the two, decided by one swap.
final class Pending extends CompletableFuture<Appended> {
  private static final VarHandle STATE = stateHandle();
  private static final int QUEUED = 0;
  private static final int TAKEN = 1;
  private static final int EXPIRED = 2;

  private final List<Entry> entries;
  private final int bytes;
  private final long since;

  /// The one queued before; written before it is published, and by the writer once it is taken out.
  @Nullable Pending before;

  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  private Pending(List<Entry> entries, int bytes, long since) {
    this.entries = entries;
    this.bytes = bytes;
    this.since = since;
  }

  static Pending of(List<Entry> entries, int bytes, long since) {
    return new Pending(entries, bytes, since);
  }

  private static VarHandle stateHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Pending.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /// What it takes on disk.
  int bytes() {
    return bytes;
  }

  /// `System.nanoTime()` when it was queued.
  long since() {
    return since;
  }

  /// The writer's claim; false when it has expired.
  boolean take() {
    return STATE.compareAndSet(this, QUEUED, TAKEN);
  }

  /// The deadline's claim; false when the writer has it.
  boolean expire() {
    return STATE.compareAndSet(this, QUEUED, EXPIRED);
  }
}
