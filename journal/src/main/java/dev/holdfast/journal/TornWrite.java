package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Tells an interrupted write from rot. A segment is zeros before it is written and a disk writes
/// whole sectors, so an interrupted write leaves a sector of zeros, zeros at its end, or the end of
/// the file. Bytes that are all there and still wrong were not left by a crash.
final class TornWrite {
  /// Where a broken record ends, as far as known.
  ///
  /// @param last nothing whole follows it
  record Extent(long end, boolean last) {}

  private static final int ZEROS_AT_END = 8;

  /// A true header has more bytes than this that are not zero.
  private static final int STRAY_BYTES_MAX = 3;

  private final Window window;
  private final long limit;

  TornWrite(JournalFile file, long limit) {
    this.window = new Window(file, Recovery.WINDOW_BYTES);
    this.limit = limit;
  }

  boolean explains(long at, Extent extent) throws IOException {
    return extent.end() > limit
        || hasEmptySector(at, extent.end())
        || (extent.last() && window.zeros(Math.max(at, extent.end() - ZEROS_AT_END), extent.end()));
  }

  /// Whether an entry stood here, rather than a mark or a stray bit in empty space.
  boolean looksLikeEntry(long at, int salt) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(RecordFormat.HEADER_BYTES);
    int values = 0;
    for (int i = 0; i < header.capacity(); i++) {
      header.put(i, value(at + i));
      values += header.get(i) == 0 ? 0 : 1;
    }
    RecordFormat.Header mended = mended(header, salt);
    return mended == null ? values > STRAY_BYTES_MAX : !mended.isMark();
  }

  /// The header with one bit turned back, to know what was hit; never to trust it.
  private static RecordFormat.@Nullable Header mended(ByteBuffer header, int salt) {
    for (int bit = 0; bit < header.capacity() * Byte.SIZE; bit++) {
      int index = bit / Byte.SIZE;
      byte was = header.get(index);
      header.put(index, (byte) (was ^ (1 << (bit % Byte.SIZE))));
      RecordFormat.Header mended = RecordFormat.header(header, 0, salt);
      header.put(index, was);
      if (mended != null) {
        return mended;
      }
    }
    return null;
  }

  /// Where the last byte that is not zero ends, at least a header behind `at`.
  long contentEnd(long at) throws IOException {
    long end = Math.min(limit, at + RecordFormat.HEADER_BYTES);
    for (long i = window.firstValue(at, limit); i < limit; i = window.firstValue(i + 1, limit)) {
      end = Math.max(end, i + 1);
    }
    return end;
  }

  private boolean hasEmptySector(long at, long end) throws IOException {
    long start = at;
    while (start < end) {
      long sectorEnd = Math.min(end, RecordFormat.roundUpToSector(start + 1));
      if (sectorEnd - start >= ZEROS_AT_END && window.zeros(start, sectorEnd)) {
        return true;
      }
      start = sectorEnd;
    }
    return false;
  }

  private byte value(long at) throws IOException {
    int index = window.at(at, 1, limit);
    return index < 0 ? 0 : window.bytes().get(index);
  }
}
