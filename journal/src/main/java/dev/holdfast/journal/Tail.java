package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The segment that is being written. Confined to the writer.
final class Tail {
  private final @Nullable JournalFile file;
  private final long number;
  private final int salt;
  private final long first;
  private final long bytesMax;
  private final Instant since;

  private long durableBytes;
  private long last;
  private int lastChecksum;

  private Tail(@Nullable JournalFile file, Segment empty, long bytesMax, int lastChecksum) {
    this.file = file;
    this.number = empty.number();
    this.salt = empty.salt();
    this.first = empty.first();
    this.last = empty.last();
    this.durableBytes = empty.bytes();
    this.since = empty.sealedAt();
    this.bytesMax = bytesMax;
    this.lastChecksum = lastChecksum;
  }

  /// Where the writer stands before it has a segment: nothing fits.
  static Tail none(long last, Recovery.Link link) {
    return new Tail(
        null, new Segment(link.number(), 0, last + 1, last, 0, Instant.EPOCH), 0, link.checksum());
  }

  /// Begins a segment; once this returns, its header is durable.
  static Tail begin(JournalFile file, SegmentHeader header, long bytesMax, Instant since)
      throws IOException {
    IoLoops.write(file, header.encode(), 0);
    file.force();
    int salt = RecordFormat.salt(header.journal(), header.number());
    long first = header.firstSequence();
    return new Tail(
        file,
        new Segment(header.number(), salt, first, first - 1, SegmentHeader.BYTES, since),
        bytesMax,
        0);
  }

  int salt() {
    return salt;
  }

  long last() {
    return last;
  }

  long room() {
    return bytesMax - durableBytes;
  }

  Recovery.Link link() {
    return new Recovery.Link(number, lastChecksum);
  }

  /// The durable part, for readers.
  Segment durable() {
    return new Segment(number, salt, first, last, durableBytes, since);
  }

  void write(ByteBuffer bytes) throws IOException {
    IoLoops.write(open(), bytes, durableBytes);
  }

  void force() throws IOException {
    open().force();
  }

  /// What was written is durable now.
  void advance(long bytes, long lastSequence, int checksum) {
    durableBytes += bytes;
    last = lastSequence;
    lastChecksum = checksum;
  }

  /// Takes back a write that was not finished; once this returns nothing of it will be found again.
  void cut() throws IOException {
    open().truncate(durableBytes);
    open().force();
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private JournalFile open() {
    if (file == null) {
      throw new IllegalStateException("no segment has been begun");
    }
    return file;
  }
}
