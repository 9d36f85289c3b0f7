package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The journal's id and where it begins by now, in a small text file. Replaced as a whole, and
/// durable before a segment is deleted: a deleted segment that a crash brings back is known as
/// stale.
///
/// @param journal names the log
/// @param firstSegment number of the oldest segment kept
record Manifest(UUID journal, long firstSegment) {
  static final String NAME = "manifest";

  private static final String NEXT_NAME = "manifest.next";
  private static final int BYTES_MAX = 512;
  private static final Pattern LINE =
      Pattern.compile("(holdfast-journal ([0-9a-f-]{36}) (\\d{1,18})) ([0-9a-f]{8})\\s*");

  /// The manifest as it was last written, or null when there is none that is whole.
  static @Nullable Manifest read(JournalFiles files) throws IOException {
    if (!files.names().contains(NAME)) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
    try (JournalFile file = files.openToRead(NAME)) {
      IoLoops.read(file, bytes, 0);
    }
    Matcher line = LINE.matcher(StandardCharsets.ISO_8859_1.decode(bytes.flip()));
    if (!line.matches() || !checksum(line.group(1)).equals(line.group(4))) {
      return null;
    }
    return new Manifest(UUID.fromString(line.group(2)), Long.parseLong(line.group(3)));
  }

  void write(JournalFiles files) throws IOException {
    String line = "holdfast-journal " + journal + " " + firstSegment;
    String sealed = line + " " + checksum(line) + "\n";
    files.delete(NEXT_NAME);
    try (JournalFile file = files.create(NEXT_NAME)) {
      IoLoops.write(file, ByteBuffer.wrap(sealed.getBytes(StandardCharsets.ISO_8859_1)), 0);
      file.force();
    }
    files.rename(NEXT_NAME, NAME);
    files.syncDirectory();
  }

  private static String checksum(String line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(RecordFormat.checksum(bytes));
  }
}
