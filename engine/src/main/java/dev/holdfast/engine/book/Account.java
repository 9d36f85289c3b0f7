package dev.holdfast.engine.book;

import java.util.Locale;

/// What an entry of the books counts. The first three say what was taken in, the last three what
/// became of it; both must come to the same.
public enum Account {
  ACKNOWLEDGED,
  REJECTED,
  DAMAGED,
  RECORDED,
  DUPLICATE,
  QUARANTINED;

  /// Its word in the ledger.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Account of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean takenIn() {
    return this == ACKNOWLEDGED || this == REJECTED || this == DAMAGED;
  }
}
