package dev.holdfast.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One journal, one writer: an operating system lock, which a killed process cannot leave behind.
final class DirectoryLock implements AutoCloseable {
  static final String NAME = "lock";
  private static final int HOLDER_BYTES_MAX = 64;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws HoldfastException when another process or journal holds it
  static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve(NAME), CREATE, READ, WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new HoldfastException(
            "Journal %s is in use by process %s; only one server may write it. Stop that one first."
                .formatted(directory, holder(channel)));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process holds it
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HOLDER_BYTES_MAX);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
