package dev.holdfast.journal;

import java.io.IOException;
import java.util.List;

/// Tells "no room" from every other failure of a write. Java gives no code, only the system's
/// words.
final class DiskFull {
  private static final List<String> WORDS =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  private DiskFull() {}

  static boolean is(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return WORDS.stream().anyMatch(message::contains);
  }
}
