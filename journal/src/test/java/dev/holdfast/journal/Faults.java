package dev.holdfast.journal;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What goes wrong on a simulated disk. Safe for many threads.
public final class Faults {
  /// The calls a journal makes.
  public enum Call {
    NAMES,
    CREATE,
    OPEN,
    RENAME,
    DELETE,
    SYNC_DIRECTORY,
    USABLE_BYTES,
    MODIFIED_AT,
    WRITE,
    READ,
    FORCE,
    TRUNCATE,
    SIZE
  }

  /// How a call goes wrong.
  public enum Fault {
    NONE,
    /// The device fails.
    ERROR,
    /// There is no room.
    FULL,
    /// A write takes half of it, without an error.
    SHORT,
    /// A write or sync reports success and does nothing.
    LIE
  }

  private final Map<Call, Fault> standing = new EnumMap<>(Call.class);
  private final Set<Call> frozen = EnumSet.noneOf(Call.class);
  private long calls;
  private long nth = -1;
  private Fault nthFault = Fault.NONE;
  private boolean dead;
  private boolean met;

  /// Calls made so far.
  public synchronized long calls() {
    return calls;
  }

  /// Lets the n-th call from the very first one on go wrong, once.
  public synchronized void failCall(long number, Fault fault) {
    nth = number;
    nthFault = fault;
  }

  /// Whether the n-th call was made and could go wrong that way.
  public synchronized boolean met() {
    return met;
  }

  /// Lets every call of a kind go wrong from now on.
  public synchronized void failEvery(Call call, Fault fault) {
    standing.put(call, fault);
  }

  /// Lets calls of a kind hang.
  public synchronized void freeze(Call call) {
    frozen.add(call);
  }

  public synchronized void heal() {
    standing.clear();
    frozen.clear();
    notifyAll();
  }

  synchronized void killAll() {
    dead = true;
    notifyAll();
  }

  /// Called first by every call.
  synchronized Fault meet(Call call) throws IOException {
    calls++;
    Fault fault = standing.getOrDefault(call, Fault.NONE);
    if (calls == nth) {
      fault = nthFault;
      met = true;
    }
    awaitThaw(call);
    if (dead) {
      throw new IOException("the process was killed");
    }
    return switch (fault) {
      case ERROR -> throw new IOException("Input/output error");
      case FULL -> throw new IOException("No space left on device");
      case NONE, SHORT, LIE -> fault;
    };
  }

  private void awaitThaw(Call call) throws IOException {
    while (frozen.contains(call) && !dead) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
