package dev.holdfast.journal;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How one entry lies on disk. Big-endian, at a multiple of 8:
///
/// ```
///  0  u32 payload bytes
///  4  u32 CRC32C of these 32 bytes, the segment's salt standing in this place
///  8  u64 sequence
/// 16  u64 synced through: what was durable when this was written
/// 24  u32 CRC32C of the payload
/// 28  u8  kind; 0 is a mark, which carries no entry, only `synced through`
/// 29  u8  1 when it is the last of its append
/// 30  u16 0
/// 32      payload, zeros up to a multiple of 8
/// ```
///
/// The header's checksum covers the payload's, and through the salt the journal and the segment: a
/// record that strayed from another file, or that a sender smuggled into a payload, is none. A
/// header that is whole tells which entry a broken payload belonged to. A group of records that was
/// synced together begins on a sector of its own, so no write ever touches a sector that holds
/// something durable.
final class RecordFormat {
  static final int HEADER_BYTES = 32;
  static final int SECTOR_BYTES = 512;
  static final int MARK = 0;

  private static final int ALIGNMENT = 8;
  private static final int LAST_OF_APPEND = 1;

  private RecordFormat() {}

  /// What a header says.
  record Header(
      int payloadBytes,
      int checksum,
      long sequence,
      long syncedThrough,
      int payloadChecksum,
      int kind,
      boolean lastOfAppend) {
    boolean isMark() {
      return kind == MARK;
    }
  }

  static int recordBytes(int payloadBytes) {
    return HEADER_BYTES + ((payloadBytes + ALIGNMENT - 1) & -ALIGNMENT);
  }

  static long roundUpToSector(long offset) {
    return (offset + SECTOR_BYTES - 1) & -SECTOR_BYTES;
  }

  /// Binds the records of a segment to that segment of that journal.
  static int salt(UUID journal, long segment) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(24)
            .putLong(journal.getMostSignificantBits())
            .putLong(journal.getLeastSignificantBits())
            .putLong(segment)
            .flip());
    return (int) crc.getValue();
  }

  /// Puts a header at an index; answers its checksum.
  static int putHeader(ByteBuffer out, int at, int salt, Header header) {
    out.putLong(at, ((long) header.payloadBytes() << 32) | (salt & 0xFFFF_FFFFL));
    out.putLong(at + 8, header.sequence());
    out.putLong(at + 16, header.syncedThrough());
    long tail =
        ((long) header.payloadChecksum() << 32)
            | ((long) header.kind() << 24)
            | (header.lastOfAppend() ? LAST_OF_APPEND << 16 : 0);
    out.putLong(at + 24, tail);
    int checksum = checksum(out.slice(at, HEADER_BYTES));
    out.putInt(at + 4, checksum);
    return checksum;
  }

  /// The header at an index, or null when there is none that is whole.
  static @Nullable Header header(ByteBuffer in, int at, int salt) {
    int payloadBytes = in.getInt(at);
    int kind = in.get(at + 28) & 0xFF;
    int flags = in.get(at + 29);
    if (payloadBytes < 0 || (flags & ~LAST_OF_APPEND) != 0 || in.getShort(at + 30) != 0) {
      return null;
    }
    int checksum = in.getInt(at + 4);
    if (checksum == 0 && in.getLong(at + 8) == 0 && in.getLong(at + 24) == 0) {
      return null; // empty space, the common case
    }
    if (checksum != saltedChecksum(in, at, salt)) {
      return null;
    }
    return new Header(
        payloadBytes,
        checksum,
        in.getLong(at + 8),
        in.getLong(at + 16),
        in.getInt(at + 24),
        kind,
        flags == LAST_OF_APPEND);
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static int saltedChecksum(ByteBuffer in, int at, int salt) {
    ByteBuffer copy = ByteBuffer.allocate(HEADER_BYTES);
    copy.put(0, in, at, HEADER_BYTES).putInt(4, salt);
    return checksum(copy);
  }
}
