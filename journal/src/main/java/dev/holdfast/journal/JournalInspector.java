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
    for (Segment segment : found.segments()) {
      reports.add(report(segment));
    }
    return new Inspection(found.journal(), List.copyOf(reports), found.cutBytes());
  }

  private Inspection.SegmentReport report(Segment segment) throws IOException {
    List<Inspection.Place> damaged = new ArrayList<>();
    long entries = 0;
    try (SegmentItems items = new SegmentItems(files, segment, WINDOW_BYTES)) {
      for (Item item = items.next(segment); item != null; item = items.next(segment)) {
        switch (item) {
          case Item.Stored _ -> entries++;
          case Item.Damaged place ->
              damaged.add(
                  new Inspection.Place(
                      place.sequence(), place.last(), place.where(), place.cause()));
        }
      }
    }
    return new Inspection.SegmentReport(
        segment.name(), segment.first(), segment.last(), entries, segment.bytes(), damaged);
  }
}
