package dev.holdfast.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which segments there are: the sealed ones in order, and how far the newest one is durable. One
/// snapshot is replaced by the next, so readers never lock. Safe for many threads.
final class Segments {
  /// The newest segment up to what is durable: nobody reads past it.
  record Snapshot(List<Segment> sealed, Segment active) {
    Snapshot {
      sealed = List.copyOf(sealed);
    }

    /// The segment that holds an entry, or the first one after it that holds any.
    @Nullable Segment from(long sequence) {
      int low = 0;
      int high = sealed.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sealed.get(middle).last() < sequence) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      while (low < sealed.size() && sealed.get(low).empty()) {
        low++;
      }
      if (low < sealed.size()) {
        return sealed.get(low);
      }
      return active.last() >= sequence ? active : null;
    }

    /// What all of them take on disk, the active one as a whole.
    long bytes(long activeBytes) {
      return activeBytes + sealed.stream().mapToLong(Segment::bytes).sum();
    }

    long oldest() {
      return sealed.isEmpty() ? active.first() : sealed.getFirst().first();
    }
  }

  private volatile Snapshot snapshot;

  Segments(List<Segment> sealed, Segment active) {
    snapshot = new Snapshot(sealed, active);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  long durableThrough() {
    return snapshot.active().last();
  }

  /// More of the active segment is durable. Called by the writer only, after each sync.
  synchronized void extend(Segment active) {
    snapshot = new Snapshot(snapshot.sealed(), active);
  }

  /// The active segment is done with and `next` takes its place.
  synchronized void roll(Segment done, Segment next) {
    List<Segment> sealed = new ArrayList<>(snapshot.sealed());
    if (done.onDisk()) {
      sealed.add(done);
    }
    snapshot = new Snapshot(sealed, next);
  }

  synchronized void drop(Segment oldest) {
    List<Segment> sealed = new ArrayList<>(snapshot.sealed());
    sealed.remove(oldest);
    snapshot = new Snapshot(sealed, snapshot.active());
  }
}
