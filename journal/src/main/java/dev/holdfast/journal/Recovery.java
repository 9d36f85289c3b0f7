package dev.holdfast.journal;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// Finds out what an earlier run left: reads every header, the newest segment as a whole, and cuts
/// what was never acknowledged. Older segments are checked by whoever reads them, and by the scrub.
final class Recovery {
  static final int WINDOW_BYTES = 1024 * 1024;

  /// What a journal goes on with.
  ///
  /// @param journal its id
  /// @param epoch counts its openings
  /// @param segments what there is to read, oldest first
  /// @param last number of the last entry that counts
  /// @param link the last segment, for the next one's header
  /// @param nextNumber first segment number that was never used
  /// @param blanks whole, empty segment files that can be used again
  /// @param damaged whether the newest segment has damage that readers have to be told of
  /// @param cutBytes what was found behind the last entry that counts, and was never acknowledged
  record Found(
      UUID journal,
      long epoch,
      List<Segment> segments,
      long last,
      Link link,
      long nextNumber,
      List<Long> blanks,
      boolean damaged,
      long cutBytes) {}

  /// Ties a segment to the one before it.
  record Link(long number, int checksum) {
    static final Link NONE = new Link(0, 0);
  }

  private final JournalFiles files;
  private final int segmentBytes;
  private final List<SegmentFile> kept = new ArrayList<>();
  private final List<Long> blanks = new ArrayList<>();

  private Recovery(JournalFiles files, int segmentBytes) {
    this.files = files;
    this.segmentBytes = segmentBytes;
  }

  /// @param floor entries up to here are known to have been acknowledged, 0 when nothing is known
  static Found recover(JournalFiles files, int segmentBytes, long floor, UUID fresh)
      throws IOException {
    return new Recovery(files, segmentBytes).recover(floor, fresh);
  }

  private Found recover(long floor, UUID fresh) throws IOException {
    Manifest manifest = Manifest.read(files);
    List<SegmentFile> all = new ArrayList<>();
    for (String name : files.names()) {
      OptionalLong number = SegmentName.number(name);
      if (number.isPresent()) {
        all.add(SegmentFile.read(files, number.getAsLong()));
      }
    }
    if (all.stream().noneMatch(SegmentFile::used)) {
      manifest = new Manifest(fresh, 1);
    } else if (manifest == null) {
      manifest = new Manifest(SegmentFile.journal(all), 1);
    }
    sort(all, manifest);
    Found found = found(manifest.journal(), floor, nextNumber(all, manifest));
    manifest.write(files);
    return found;
  }

  private static long nextNumber(List<SegmentFile> all, Manifest manifest) {
    long highest = all.isEmpty() ? 0 : all.getLast().number();
    return Math.max(highest + 1, manifest.firstSegment());
  }

  /// Tells segments from empty files and from stale ones that a crash brought back.
  private void sort(List<SegmentFile> all, Manifest manifest) throws IOException {
    long epoch = 0;
    for (SegmentFile file : all) {
      file.requireJournal(manifest.journal());
      boolean stale = file.number() < manifest.firstSegment() || file.epochIsBelow(epoch);
      if (stale || (!file.used() && file.bytes() != segmentBytes)) {
        files.delete(SegmentName.of(file.number()));
      } else if (!file.used()) {
        blanks.add(file.number());
      } else {
        keep(file.withFirst(files, manifest.journal()));
        epoch = Math.max(epoch, file.epoch());
      }
    }
  }

  /// A file without a readable header and without one whole record cannot be placed; it is kept
  /// aside, and what it held is reported as missing by its neighbours.
  private void keep(SegmentFile file) throws IOException {
    if (file.readable()) {
      kept.add(file);
    } else {
      String name = SegmentName.of(file.number());
      files.rename(name, name + ".unreadable");
    }
  }

  private Found found(UUID journal, long floor, long nextNumber) throws IOException {
    if (kept.isEmpty()) {
      return new Found(
          journal, 1, List.of(), 0, Link.NONE, nextNumber, List.copyOf(blanks), false, 0);
    }
    SegmentFile newest = kept.getLast();
    int salt = RecordFormat.salt(journal, newest.number());
    long synced = Math.max(floor, Math.max(newest.first() - 1, newest.syncedThrough()));
    TailScan.Outcome tail = cut(newest, salt, synced);
    return new Found(
        journal,
        kept.stream().mapToLong(SegmentFile::epoch).max().orElse(0) + 1,
        List.copyOf(segments(journal, tail)),
        tail.last(),
        new Link(newest.number(), tail.lastChecksum()),
        nextNumber,
        List.copyOf(blanks),
        tail.damaged(),
        tail.cutBytes());
  }

  /// What is cut must not come back, and what is kept must be on the disk, before anybody sees it.
  private TailScan.Outcome cut(SegmentFile newest, int salt, long synced) throws IOException {
    try (JournalFile file = files.openToWrite(SegmentName.of(newest.number()))) {
      TailScan.Outcome tail = TailScan.scan(file, salt, newest.first(), synced);
      file.truncate(tail.bytes());
      rewrite(file, tail.provenBytes() & -RecordFormat.SECTOR_BYTES, tail.bytes());
      file.force();
      return tail;
    }
  }

  /// What no later record vouches for may be in the page cache only: after a failed sync Linux
  /// keeps such pages and calls them clean, and a sync of clean pages writes nothing. Writing the
  /// same bytes again makes it write them.
  private static void rewrite(JournalFile file, long from, long to) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, to - from));
    for (long at = from; at < to; at += piece.capacity()) {
      piece.clear().limit((int) Math.min(piece.capacity(), to - at));
      IoLoops.read(file, piece, at);
      IoLoops.write(file, piece.flip(), at);
    }
  }

  /// Each segment counts up to where the next one begins.
  private List<Segment> segments(UUID journal, TailScan.Outcome tail) throws IOException {
    List<Segment> segments = new ArrayList<>();
    long last = tail.last();
    for (SegmentFile file : kept.reversed()) {
      Instant modifiedAt = files.modifiedAt(SegmentName.of(file.number()));
      int salt = RecordFormat.salt(journal, file.number());
      long bytes = segments.isEmpty() ? tail.bytes() : file.bytes();
      segments.addFirst(new Segment(file.number(), salt, file.first(), last, bytes, modifiedAt));
      last = Math.min(last, file.first() - 1);
    }
    return segments;
  }

  /// A refusal to guess.
  static HoldfastException unusable(String what) {
    return new HoldfastException(what + " Nothing was changed.");
  }
}
