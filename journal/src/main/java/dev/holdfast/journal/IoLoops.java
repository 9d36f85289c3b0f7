package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Goes on where the operating system stopped short.
final class IoLoops {
  private IoLoops() {}

  /// Writes everything that remains. After an exception some of it may be there.
  static void write(JournalFile file, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      int written = file.write(bytes, position);
      if (written <= 0) {
        throw new IOException("write took no byte at offset " + position);
      }
      position += written;
    }
  }

  /// Fills the buffer as far as the file goes.
  static void read(JournalFile file, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, position);
      if (read < 0) {
        return;
      }
      position += read;
    }
  }
}
