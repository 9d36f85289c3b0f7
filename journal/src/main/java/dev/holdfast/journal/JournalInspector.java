package dev.holdfast.journal;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads a whole journal and says what is in it and what is damaged. Never changes anything, needs
/// no lock, and works beside a running server.
public final class JournalInspector {
  private static final int ATTEMPTS_MAX = 5;
  private static final int WINDOW_BYTES = 1024 * 1024;

  private final JournalFiles files;

  private JournalInspector(JournalFiles files) {
    this.files = new ReadOnlyFiles(files);
  }

  /// What there is in a directory.
  ///
  /// @throws HoldfastException when it holds no journal or one that cannot be understood
  public static Inspection inspect(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new HoldfastException("There is no directory " + directory + " to inspect.");
    }
    try {
      return inspect(new FileSystemFiles(directory));
    } catch (IOException e) {
      throw new HoldfastException("Journal " + directory + " cannot be read", e);
    }
  }

  static Inspection inspect(JournalFiles files) throws IOException {
    JournalInspector inspector = new JournalInspector(files);
    NoSuchFileException deleted = null;
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      try {
        return inspector.inspect();
      } catch (NoSuchFileException e) {
        deleted = e; // a running server's retention was faster
      }
    }
    throw new IOException("segments are deleted faster than they can be read", deleted);
  }

  private Inspection inspect() throws IOException {
    if (files.names().stream().allMatch(name -> SegmentName.number(name).isEmpty())) {
      throw new HoldfastException("There is no journal here: not one segment file.");
    }
    UUID unknown = new UUID(0, 0);
    Recovery.Found found = Recovery.recover(files, Integer.MAX_VALUE, 0, unknown);
    List<Inspection.SegmentReport> reports = new ArrayList<>();
    Recovery.Link before = Recovery.Link.NONE;
    for (Segment segment : found.segments()) {
      Reading reading = read(segment);
      SegmentHeader header = SegmentFile.read(files, segment.number()).header();
      boolean joined = reports.isEmpty() || header == null || joins(header, before);
      reports.add(
          new Inspection.SegmentReport(
              segment.name(),
              segment.first(),
              segment.last(),
              reading.entries(),
              segment.bytes(),
              List.copyOf(reading.damaged()),
              joined));
      before = new Recovery.Link(segment.number(), reading.lastChecksum());
    }
    return new Inspection(found.journal(), List.copyOf(reports), found.cutBytes());
  }

  /// Whether a segment was begun behind that other one, as it is now.
  private static boolean joins(SegmentHeader header, Recovery.Link before) {
    return header.previousNumber() != before.number()
        || header.previousChecksum() == before.checksum();
  }

  private record Reading(long entries, List<Inspection.Place> damaged, int lastChecksum) {}

  private Reading read(Segment segment) throws IOException {
    List<Inspection.Place> damaged = new ArrayList<>();
    long entries = 0;
    try (SegmentItems items = new SegmentItems(files, segment, WINDOW_BYTES)) {
      for (Item item = items.next(segment); item != null; item = items.next(segment)) {
        switch (item) {
          case Item.Stored _ -> entries++;
          case Item.Damaged place -> damaged.add(Inspection.Place.of(place));
        }
      }
      return new Reading(entries, damaged, items.lastChecksum());
    }
  }
}
