package dev.holdfast.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The appends that go to the disk in one write and one sync. Reused; confined to the writer.
final class Group {
  private final ByteBuffer buffer;
  private final ByteBuffer view;
  private final int bytesMax;
  private final CRC32C crc = new CRC32C();

  private Pending[] members = new Pending[256];
  private int size;
  private int salt;
  private long next;
  private long syncedThrough;
  private int lastChecksum;

  Group(int bytesMax) {
    this.bytesMax = bytesMax;
    buffer = ByteBuffer.allocateDirect((int) RecordFormat.roundUpToSector(bytesMax));
    view = buffer.duplicate();
  }

  /// Empties it for the next write.
  void begin(int salt, long durableThrough) {
    buffer.clear();
    Arrays.fill(members, 0, size, null);
    size = 0;
    this.salt = salt;
    next = durableThrough + 1;
    syncedThrough = durableThrough;
  }

  boolean isEmpty() {
    return buffer.position() == 0;
  }

  boolean fits(Pending pending, long roomBytes) {
    int bytes = buffer.position() + pending.bytes();
    return bytes <= bytesMax && RecordFormat.roundUpToSector(bytes) <= roomBytes;
  }

  void add(Pending pending) {
    List<Entry> entries = pending.entries();
    int last = entries.size() - 1;
    for (int i = 0; i <= last; i++) {
      Entry entry = entries.get(i);
      put(entry.kind(), entry.payload(), next++, i == last);
    }
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    members[size++] = pending;
  }

  /// A record that only says what is durable, so that the last group is not left in doubt.
  void addMark() {
    int before = lastChecksum;
    put(RecordFormat.MARK, ByteBuffer.allocate(0), next - 1, true);
    lastChecksum = before;
  }

  private void put(int kind, ByteBuffer payload, long sequence, boolean lastOfAppend) {
    int at = buffer.position();
    int length = payload.remaining();
    int end = at + RecordFormat.recordBytes(length);
    buffer.put(at + RecordFormat.HEADER_BYTES, payload, payload.position(), length);
    for (int i = at + RecordFormat.HEADER_BYTES + length; i < end; i++) {
      buffer.put(i, (byte) 0);
    }
    RecordFormat.Header header =
        new RecordFormat.Header(
            length, 0, sequence, syncedThrough, checksum(payload), kind, lastOfAppend);
    lastChecksum = RecordFormat.putHeader(buffer, at, salt, header);
    buffer.position(end);
  }

  private int checksum(ByteBuffer payload) {
    crc.reset();
    if (payload.hasArray()) {
      crc.update(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    } else {
      crc.update(payload.duplicate());
    }
    return (int) crc.getValue();
  }

  /// The bytes to write, filled up to a whole sector.
  ByteBuffer bytes() {
    int end = buffer.position();
    int sectorEnd = (int) RecordFormat.roundUpToSector(end);
    for (int i = end; i < sectorEnd; i++) {
      buffer.put(i, (byte) 0);
    }
    return view.clear().limit(sectorEnd);
  }

  long lastSequence() {
    return next - 1;
  }

  /// Of the last entry; marks do not count.
  int lastChecksum() {
    return lastChecksum;
  }

  /// Tells every member where its entries are.
  void completeDurable() {
    long first = syncedThrough + 1;
    for (int i = 0; i < size; i++) {
      Pending pending = members[i];
      long last = first + pending.entries().size() - 1;
      pending.complete(new Appended.Durable(first, last, Grade.FSYNC));
      first = last + 1;
    }
  }

  void complete(Appended outcome) {
    for (int i = 0; i < size; i++) {
      members[i].complete(outcome);
    }
  }

  /// Bytes its members took from the queue's limit.
  long queuedBytes() {
    long bytes = 0;
    for (int i = 0; i < size; i++) {
      bytes += members[i].bytes();
    }
    return bytes;
  }
}
