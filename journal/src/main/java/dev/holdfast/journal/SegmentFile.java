package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A segment file as recovery finds it.
///
/// @param header null when it is empty or broken
/// @param used false when the whole file is zeros: preallocated and never begun
/// @param first number of its first entry, from the header or else from its first whole record
record SegmentFile(
    long number, @Nullable SegmentHeader header, boolean used, long bytes, long first) {
  static SegmentFile read(JournalFiles files, long number) throws IOException {
    try (JournalFile file = files.openToRead(SegmentName.of(number))) {
      long bytes = file.size();
      ByteBuffer sector = ByteBuffer.allocate(SegmentHeader.BYTES);
      IoLoops.read(file, sector, 0);
      SegmentHeader header = SegmentHeader.decode(sector.flip());
      if (header != null && header.number() != number) {
        throw Recovery.unusable(
            "File %s holds segment %d; somebody renamed it."
                .formatted(SegmentName.of(number), header.number()));
      }
      boolean used = header != null || !new Window(file, Recovery.WINDOW_BYTES).zeros(0, bytes);
      return new SegmentFile(
          number, header, used, bytes, header == null ? 0 : header.firstSequence());
    }
  }

  /// The journal that the segments belong to, as the first whole header says.
  static UUID journal(List<SegmentFile> files) {
    return files.stream()
        .map(SegmentFile::header)
        .filter(Objects::nonNull)
        .findFirst()
        .map(SegmentHeader::journal)
        .orElseThrow(() ->
            Recovery.unusable(
                "Neither the manifest nor any segment header can be read, so the journal's id"
                    + " is not known."));
  }

  long epoch() {
    return header == null ? 0 : header.epoch();
  }

  boolean epochIsBelow(long epoch) {
    return header != null && header.epoch() < epoch;
  }

  long syncedThrough() {
    return header == null ? 0 : header.syncedThrough();
  }

  void requireJournal(UUID journal) {
    if (header != null && !header.journal().equals(journal)) {
      throw Recovery.unusable(
          "Segment %s belongs to journal %s, the directory to %s; move it away."
              .formatted(SegmentName.of(number), header.journal(), journal));
    }
  }

  /// Whether its first entry is known, from the header or else from a record.
  boolean readable() {
    return first > 0;
  }

  /// Finds the first entry from the records when the header cannot say.
  SegmentFile withFirst(JournalFiles files, UUID journal) throws IOException {
    if (header != null) {
      return this;
    }
    try (JournalFile file = files.openToRead(SegmentName.of(number))) {
      Window window = new Window(file, Recovery.WINDOW_BYTES);
      int salt = RecordFormat.salt(journal, number);
      SegmentCursor cursor = new SegmentCursor(window, salt, SegmentHeader.BYTES, 0);
      SegmentCursor.Found found = cursor.next(bytes);
      while (found != null && entry(found) == 0) {
        found = cursor.next(bytes);
      }
      return new SegmentFile(number, null, true, bytes, found == null ? 0 : entry(found));
    }
  }

  private static long entry(SegmentCursor.Found found) {
    RecordFormat.Header header =
        switch (found) {
          case SegmentCursor.Whole whole -> whole.header();
          case SegmentCursor.Broken broken -> broken.header();
        };
    return header == null || header.isMark() ? 0 : header.sequence();
  }
}
