package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Walks the records of one segment. Where there is no whole record it looks for the next one, so
/// damage costs what it hit and nothing behind it. Confined to one thread.
final class SegmentCursor {
  /// What stands at a place.
  sealed interface Found {
    long at();

    long end();
  }

  /// A record whose checksums are right.
  record Whole(long at, long end, RecordFormat.Header header, ByteBuffer payload)
      implements Found {}

  /// Bytes that are no whole record, up to the next one or the limit. `header` is there when it is
  /// intact and only the payload is not.
  record Broken(long at, long end, RecordFormat.@Nullable Header header) implements Found {}

  private static final long STEP = 8;

  private final Window window;
  private final int salt;
  private long position;
  private long sequenceBefore;

  /// @param sequenceBefore records that do not come after it are ghosts and not taken for a way out
  SegmentCursor(Window window, int salt, long position, long sequenceBefore) {
    this.window = window;
    this.salt = salt;
    this.position = position;
    this.sequenceBefore = sequenceBefore;
  }

  long position() {
    return position;
  }

  /// The next thing below `limit`, which is not past the end of the file; null when only empty
  /// space is left.
  @Nullable Found next(long limit) throws IOException {
    skipPadding(limit);
    RecordFormat.Header header = header(position, limit);
    return header == null ? broken(limit) : record(header, limit);
  }

  /// A group ends with zeros up to the sector's end.
  private void skipPadding(long limit) throws IOException {
    long sector = RecordFormat.roundUpToSector(position);
    if (sector <= limit && window.zeros(position, sector)) {
      position = sector;
    }
  }

  private Found record(RecordFormat.Header header, long limit) throws IOException {
    long at = position;
    int payloadAt = window.at(at, RecordFormat.HEADER_BYTES + header.payloadBytes(), limit);
    sequenceBefore = Math.max(sequenceBefore, header.sequence());
    if (payloadAt < 0) {
      position = limit;
      return new Broken(at, limit, header);
    }
    position = Math.min(limit, at + RecordFormat.recordBytes(header.payloadBytes()));
    ByteBuffer payload =
        window.bytes().slice(payloadAt + RecordFormat.HEADER_BYTES, header.payloadBytes());
    if (RecordFormat.checksum(payload) != header.payloadChecksum()) {
      return new Broken(at, position, header);
    }
    return new Whole(at, position, header, payload.rewind());
  }

  private @Nullable Found broken(long limit) throws IOException {
    long at = position;
    long value = window.firstValue(at, limit);
    for (long end = value & -STEP; end < limit; end = nextValue(end, limit)) {
      RecordFormat.Header header = header(end, limit);
      if (header != null && comesNext(header)) {
        position = end;
        return new Broken(at, end, null);
      }
    }
    position = limit;
    return value == limit ? null : new Broken(at, limit, null);
  }

  /// The next place where a record could begin: none begins with zeros.
  private long nextValue(long at, long limit) throws IOException {
    long from = at + STEP;
    return from >= limit ? limit : Math.max(from, window.firstValue(from, limit) & -STEP);
  }

  private boolean comesNext(RecordFormat.Header header) {
    return header.sequence() > sequenceBefore
        || (header.isMark() && header.sequence() == sequenceBefore);
  }

  private RecordFormat.@Nullable Header header(long at, long limit) throws IOException {
    int index = window.at(at, RecordFormat.HEADER_BYTES, limit);
    return index < 0 ? null : RecordFormat.header(window.bytes(), index, salt);
  }
}
