package dev.holdfast.journal;

/// A glance at a journal: plain figures, taken without a lock, each true on its own.
///
/// @param state how it takes appends now
/// @param cause why it is not OPEN; empty when it is
/// @param durableThrough last durable entry
/// @param releasedThrough last entry given back by `release`
/// @param oldestKept first entry still readable
/// @param bytesOnDisk all segments together
/// @param bytesFree usable space left on the journal's file system
/// @param segments number of segment files
/// @param damaged acknowledged entries found damaged since the start, by recovery, reading or scrub
/// @param syncs number of syncs since the start
/// @param syncNanosLast duration of the last sync
/// @param syncNanosMax longest sync since the start
/// @param queuedBytes bytes waiting for the writer
public record JournalStatus(
    State state,
    String cause,
    long durableThrough,
    long releasedThrough,
    long oldestKept,
    long bytesOnDisk,
    long bytesFree,
    int segments,
    long damaged,
    long syncs,
    long syncNanosLast,
    long syncNanosMax,
    long queuedBytes) {

  /// How a journal takes appends.
  public enum State {
    OPEN,
    /// Below the space floor: refuses, heals by itself.
    FULL,
    /// A write or sync failed: refuses until it has moved on, or for good.
    FAILED,
    CLOSED
  }
}
