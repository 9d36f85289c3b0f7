package dev.holdfast.engine.book;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Remembers when the items came in that wait in the journal, a stretch at a time. Guarded by its
/// owner.
final class Ages {
  /// Past so many stretches the last one grows instead: the oldest age stays exact.
  private static final int STRETCHES_MAX = 10_000;

  private final Deque<Stretch> stretches = new ArrayDeque<>();

  /// Entries through `through` wait; the first of them came at `firstReceived`.
  void waiting(long through, Instant firstReceived) {
    if (stretches.size() >= STRETCHES_MAX) {
      firstReceived = stretches.removeLast().firstReceived;
    }
    stretches.addLast(new Stretch(through, firstReceived));
  }

  void drained(long through) {
    while (!stretches.isEmpty() && stretches.getFirst().through <= through) {
      stretches.removeFirst();
    }
  }

  void forget() {
    stretches.clear();
  }

  Optional<Instant> oldest() {
    return Optional.ofNullable(stretches.peekFirst()).map(Stretch::firstReceived);
  }

  private record Stretch(long through, Instant firstReceived) {}
}
