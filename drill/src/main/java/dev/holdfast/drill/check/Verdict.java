package dev.holdfast.drill.check;

/// The colour of one cell of the hardness map, best first.
public enum Verdict {
  /// Kept, shown, and recovered in time.
  GREEN,
  /// Kept, but recovery was slower or the trouble less visible than promised.
  ORANGE,
  /// A promise was broken.
  RED;

  Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
