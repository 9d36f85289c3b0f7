package dev.holdfast.journal;

import dev.holdfast.HoldfastException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The first sector of a segment file, with its own checksum at the end.
///
/// @param journal the log it belongs to
/// @param number the segment's number, also its file name
/// @param epoch counts the openings of the journal; never falls from segment to segment
/// @param firstSequence number of its first entry; what an older segment holds from here on is void
/// @param syncedThrough last durable entry when it was begun
/// @param previousNumber the segment before it, 0 for the first
/// @param previousChecksum checksum of the last record of the segment before it, 0 when it has none
record SegmentHeader(
    UUID journal,
    long number,
    long epoch,
    long firstSequence,
    long syncedThrough,
    long previousNumber,
    int previousChecksum) {
  /// Where the records begin.
  static final int BYTES = RecordFormat.SECTOR_BYTES;

  private static final long MAGIC = 0x484F4C44_46415354L; // HOLDFAST
  private static final int VERSION = 1;
  private static final int CHECKSUM_AT = 72;

  ByteBuffer encode() {
    ByteBuffer sector =
        ByteBuffer.allocateDirect(BYTES)
            .putLong(MAGIC)
            .putInt(VERSION)
            .putInt(BYTES)
            .putLong(journal.getMostSignificantBits())
            .putLong(journal.getLeastSignificantBits())
            .putLong(number)
            .putLong(epoch)
            .putLong(firstSequence)
            .putLong(syncedThrough)
            .putLong(previousNumber);
    sector.putInt(CHECKSUM_AT + 4, previousChecksum);
    return sector.clear().putInt(CHECKSUM_AT, checksum(sector));
  }

  /// The header in a file's first sector, or null when it is empty or broken.
  ///
  /// @throws HoldfastException when a newer Holdfast wrote it
  static @Nullable SegmentHeader decode(ByteBuffer sector) {
    if (sector.remaining() < BYTES
        || sector.getLong(0) != MAGIC
        || sector.getInt(CHECKSUM_AT) != checksum(sector)) {
      return null;
    }
    if (sector.getInt(8) != VERSION) {
      throw new HoldfastException(
          "A segment is of format %d and this Holdfast reads format %d; start the newer one."
              .formatted(sector.getInt(8), VERSION));
    }
    return new SegmentHeader(
        new UUID(sector.getLong(16), sector.getLong(24)),
        sector.getLong(32),
        sector.getLong(40),
        sector.getLong(48),
        sector.getLong(56),
        sector.getLong(64),
        sector.getInt(CHECKSUM_AT + 4));
  }

  /// Over the whole sector but the checksum itself: no bit of it may change unseen.
  private static int checksum(ByteBuffer sector) {
    ByteBuffer copy = ByteBuffer.allocate(BYTES).put(0, sector, 0, BYTES);
    return RecordFormat.checksum(copy.putInt(CHECKSUM_AT, 0));
  }
}
