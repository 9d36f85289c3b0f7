package dev.holdfast.drill.history;

/// What one attempt told the sender about one item.
public enum Outcome {
  /// Named in `ack`: the sender has deleted it, the server owes it.
  OK,
  /// Named in `reject`: dead for the sender, kept by the server in quarantine.
  REJECTED,
  /// Certainly not taken over: never sent, or a definite no.
  REFUSED,
  /// No answer, a broken one, 503 or `retry`: it may or may not have been taken over.
  INDETERMINATE
}
