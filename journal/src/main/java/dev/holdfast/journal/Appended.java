package dev.holdfast.journal;

import java.time.Duration;

/// What an append came to. Only `Durable` may be acknowledged to anybody.
public sealed interface Appended {
  /// All entries of the append are durable, numbered `first` to `last` without a gap.
  record Durable(long first, long last, Grade grade) implements Appended {}

  /// Nothing of it was written, and nothing of it will be found again.
  record Refused(Refusal refusal, String message, Duration retryAfter) implements Appended {}

  /// The deadline passed or the sync failed: the entries may or may not be found again. The caller
  /// must not acknowledge; the sender will send the same ids once more.
  record Indeterminate(String message) implements Appended {}

  /// Why an append was refused.
  enum Refusal {
    /// The queue in front of the writer is full.
    BUSY,
    /// Free space is under the reserve floor; heals by itself.
    FULL,
    /// A write or sync failed; this journal takes nothing until it has moved to a new file.
    FAILED,
    /// The journal is closed or closing.
    CLOSED,
    /// The entries are larger than the journal can ever take in one append.
    TOO_LARGE
  }
}
