package dev.holdfast.journal;

import java.time.Instant;

/// One segment file as the journal knows it; immutable, replaced in the index when it is sealed.
///
/// @param number of the file
/// @param salt of its records
/// @param first its first entry; `last` is `first - 1` when it holds none
/// @param last its last entry that counts
/// @param bytes where its records end
/// @param sealedAt when it took its last entry
record Segment(long number, int salt, long first, long last, long bytes, Instant sealedAt) {
  String name() {
    return SegmentName.of(number);
  }

  /// False for the place before the first segment of an opening.
  boolean onDisk() {
    return bytes > 0;
  }

  boolean empty() {
    return last < first;
  }
}
