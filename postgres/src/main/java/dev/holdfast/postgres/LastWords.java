package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds why a server died: the last line of its log that says FATAL or PANIC.
final class LastWords {
  private static final int TAIL_BYTES = 4096;

  private LastWords() {}

  static Optional<String> in(Path log) {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
      while (tail.hasRemaining() && channel.read(tail) > 0) {
        // Filled up to the end of the file.
      }
      return StandardCharsets.UTF_8
          .decode(tail.flip())
          .toString()
          .lines()
          .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
          .reduce((_, line) -> line)
          .map(line -> line.replaceFirst("^.*(FATAL|PANIC): *", "$1: "));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
