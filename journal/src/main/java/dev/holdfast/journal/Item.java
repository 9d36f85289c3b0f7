package dev.holdfast.journal;

import java.nio.ByteBuffer;

/// What a reader meets: an entry as it was appended, or a place where entries were and cannot be
/// read any more.
public sealed interface Item {
  /// The number of the first entry this item stands for.
  long sequence();

  /// One acknowledged entry, its checksum verified.
  record Stored(long sequence, int kind, ByteBuffer payload) implements Item {}

  /// Acknowledged entries `sequence` to `last` that rot or a lying disk has damaged. Their
  /// neighbours are unharmed. `raw` holds what is left of the bytes (bounded), for a person to
  /// mend.
  record Damaged(long sequence, long last, String where, String cause, ByteBuffer raw)
      implements Item {}
}
