package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// The entries of one segment in order, with a `Damaged` for every number that should be there and
/// is not. Owns its file; confined to one thread.
final class SegmentItems implements AutoCloseable {
  private static final int RAW_BYTES_MAX = 64 * 1024;

  private final String name;
  private final JournalFile file;
  private final long fileBytes;
  private final SegmentCursor cursor;
  private long expected;
  private int lastChecksum;
  private SegmentCursor.@Nullable Whole ahead;

  SegmentItems(JournalFiles files, Segment segment, int windowBytes) throws IOException {
    name = segment.name();
    file = files.openToRead(name);
    fileBytes = file.size();
    cursor =
        new SegmentCursor(
            new Window(file, windowBytes),
            segment.salt(),
            SegmentHeader.BYTES,
            segment.first() - 1);
    expected = segment.first();
  }

  /// The next item that `segment`, a later state of the one this was made for, has; null when all
  /// its entries have been handed out.
  @Nullable Item next(Segment segment) throws IOException {
    long limit = Math.min(segment.bytes(), fileBytes);
    while (expected <= segment.last()) {
      SegmentCursor.Found found = advance(limit);
      Item item =
          switch (found) {
            case null -> missing(segment.last());
            case SegmentCursor.Whole whole -> whole(whole, segment.last());
            case SegmentCursor.Broken broken -> broken(broken, segment.last(), limit);
          };
      if (item != null) {
        return item;
      }
    }
    return null;
  }

  /// How far into the file it has read.
  long position() {
    return cursor.position();
  }

  /// Checksum of the last whole entry handed out, 0 while there was none.
  int lastChecksum() {
    return lastChecksum;
  }

  private SegmentCursor.@Nullable Found advance(long limit) throws IOException {
    SegmentCursor.Whole kept = ahead;
    ahead = null;
    return kept != null ? kept : cursor.next(limit);
  }

  private @Nullable Item whole(SegmentCursor.Whole whole, long last) {
    long sequence = whole.header().sequence();
    if (whole.header().isMark() || sequence < expected) {
      return null;
    }
    if (sequence > expected) {
      ahead = whole;
      return missing(Math.min(sequence - 1, last));
    }
    expected = sequence + 1;
    lastChecksum = whole.header().checksum();
    return new Item.Stored(sequence, whole.header().kind(), whole.payload());
  }

  private @Nullable Item broken(SegmentCursor.Broken broken, long last, long limit)
      throws IOException {
    long through = broken.header() != null ? broken.header().sequence() : lastBefore(limit, last);
    if (through < expected) {
      return null; // only unused space was hit
    }
    return damaged(Math.min(through, last), at(broken), "checksum does not match", raw(broken));
  }

  /// The number before the next whole record, which says how many the broken place held.
  private long lastBefore(long limit, long last) throws IOException {
    SegmentCursor.Found found = cursor.next(limit);
    while (found instanceof SegmentCursor.Whole whole && whole.header().isMark()) {
      found = cursor.next(limit);
    }
    return switch (found) {
      case null -> last;
      case SegmentCursor.Whole whole -> {
        ahead = whole;
        yield whole.header().sequence() - 1;
      }
      case SegmentCursor.Broken broken ->
          broken.header() != null ? broken.header().sequence() : lastBefore(limit, last);
    };
  }

  private @Nullable Item missing(long through) {
    return damaged(through, name, "entries are missing", ByteBuffer.allocate(0));
  }

  private Item damaged(long through, String where, String cause, ByteBuffer raw) {
    Item item = new Item.Damaged(expected, through, where, cause, raw);
    expected = through + 1;
    return item;
  }

  private String at(SegmentCursor.Broken broken) {
    return name + " at byte " + broken.at();
  }

  private ByteBuffer raw(SegmentCursor.Broken broken) throws IOException {
    int length = (int) Math.min(RAW_BYTES_MAX, broken.end() - broken.at());
    ByteBuffer raw = ByteBuffer.allocate(length);
    try {
      IoLoops.read(file, raw, broken.at());
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException _) {
      raw.position(0); // the very bytes the disk cannot read
    }
    return raw.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
