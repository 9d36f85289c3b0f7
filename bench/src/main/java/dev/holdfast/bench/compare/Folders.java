package dev.holdfast.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Clears away what contenders leave on the disk.
public final class Folders {
  private Folders() {}

  /// Deletes the folder and everything in it, if it is there.
  public static void clear(Path dir) {
    if (!Files.exists(dir)) {
      return;
    }
    try {
      for (Path path : deepestFirst(dir)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> deepestFirst(Path dir) throws IOException {
    try (Stream<Path> walk = Files.walk(dir)) {
      return walk.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
