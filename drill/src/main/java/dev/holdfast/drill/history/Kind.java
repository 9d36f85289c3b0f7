package dev.holdfast.drill.history;

/// What must become of an item once it is acknowledged.
public enum Kind {
  /// Must be recorded.
  GOOD,
  /// The ledger refuses it: must be quarantined with its raw bytes.
  POISON,
  /// Strange, but not forbidden: may be recorded or quarantined, as the answer said.
  ODD,
  /// Malformed: must be rejected, and never be recorded.
  BAD
}
