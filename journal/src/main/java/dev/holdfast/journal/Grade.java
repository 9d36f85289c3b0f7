package dev.holdfast.journal;

/// How durable an acknowledged entry is.
public enum Grade {
  /// On this machine's disk: the file was synced before the answer.
  FSYNC("fsync"),
  /// In the memory of a quorum of machines.
  REPLICATED("replicated");

  private final String word;

  Grade(String word) {
    this.word = word;
  }

  /// The word used in receipts.
  public String word() {
    return word;
  }
}
