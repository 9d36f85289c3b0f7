package dev.holdfast.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The bare disk: one writer, a file filled with zeros beforehand, and after each write an
/// fdatasync. No log that syncs before it answers can be faster with one appender. Confined to one
/// thread.
public final class RawDisk implements AutoCloseable {
  private static final int FILE_BYTES = 64 << 20;
  private static final int FILL_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private long position;

  public RawDisk(Path dir) throws IOException {
    Files.createDirectories(dir);
    file = dir.resolve("raw");
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    fill();
  }

  private void fill() throws IOException {
    for (int done = 0; done < FILE_BYTES; done += FILL_BYTES) {
      writeFully(ByteBuffer.allocateDirect(FILL_BYTES), done);
    }
    channel.force(true);
  }

  /// Writes the bytes behind the last ones and returns when the disk has them. At the end of the
  /// file it starts over, as a ring.
  public void write(ByteBuffer bytes) throws IOException {
    if (position + bytes.remaining() > FILE_BYTES) {
      position = 0;
    }
    int length = bytes.remaining();
    writeFully(bytes, position);
    position += length;
    channel.force(false);
  }

  private void writeFully(ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += channel.write(bytes, next);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
