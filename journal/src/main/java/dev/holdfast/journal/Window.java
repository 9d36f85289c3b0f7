package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/// Looks at a file through a piece of it held in memory. Every load is a fresh array, so that
/// slices handed out stay as they are. A place the disk cannot read any more shows as bytes that
/// are no record, as long as something around it can be read. Confined to one thread.
final class Window {
  private static final int UNREADABLE = 0xEE;

  private final JournalFile file;
  private final int bytesUsual;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long start;

  Window(JournalFile file, int bytesUsual) {
    this.file = file;
    this.bytesUsual = bytesUsual;
  }

  /// Index of an offset in `bytes()`, with `length` bytes behind it, none at or past `limit`; -1
  /// when the file does not reach so far.
  int at(long offset, int length, long limit) throws IOException {
    if (offset + length > limit) {
      return -1;
    }
    if (offset < start || offset + length > start + bytes.limit()) {
      load(offset, (int) Math.min(Math.max(bytesUsual, length), limit - offset));
    }
    return bytes.limit() - (offset - start) < length ? -1 : (int) (offset - start);
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /// Whether there is nothing but zeros; what is past the end of the file counts as such.
  boolean zeros(long from, long to) throws IOException {
    return firstValue(from, to) == to;
  }

  /// The first byte that is not zero, `to` when there is none.
  long firstValue(long from, long to) throws IOException {
    long position = from;
    while (position < to) {
      int length = (int) Math.min(Math.max(1, loadedFrom(position)), to - position);
      int index = at(position, length, to);
      if (index < 0) {
        return to;
      }
      int found = firstValueInMemory(index, index + length);
      if (found < index + length) {
        return position + (found - index);
      }
      position += length;
    }
    return to;
  }

  private int firstValueInMemory(int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to && bytes.getLong(i) == 0) {
      i += Long.BYTES;
    }
    while (i < to && bytes.get(i) == 0) {
      i++;
    }
    return i;
  }

  private int loadedFrom(long offset) {
    return offset < start ? 0 : (int) Math.max(0, start + bytes.limit() - offset);
  }

  private void load(long offset, int length) throws IOException {
    ByteBuffer fresh = ByteBuffer.allocate(length);
    try {
      IoLoops.read(file, fresh, offset);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      readBySectors(fresh.clear(), offset, e);
    }
    bytes = fresh.flip();
    start = offset;
  }

  private void readBySectors(ByteBuffer fresh, long offset, IOException cause) throws IOException {
    int readable = 0;
    int length = fresh.capacity();
    for (int at = 0; at < length; at += RecordFormat.SECTOR_BYTES) {
      ByteBuffer sector = fresh.slice(at, Math.min(RecordFormat.SECTOR_BYTES, length - at));
      readable += readSector(sector, offset + at) ? 1 : 0;
    }
    if (readable == 0) {
      throw cause; // the whole disk, rather than a place on it
    }
    fresh.position((int) Math.min(length, Math.max(0, file.size() - offset)));
  }

  private boolean readSector(ByteBuffer sector, long at) throws IOException {
    try {
      IoLoops.read(file, sector, at);
      return true;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException _) {
      for (int i = 0; i < sector.capacity(); i++) {
        sector.put(i, (byte) UNREADABLE);
      }
      return false;
    }
  }
}
