package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/// Shows a directory as it is and ignores every change: recovery over it only says what it would
/// do.
final class ReadOnlyFiles implements JournalFiles {
  private final JournalFiles files;

  ReadOnlyFiles(JournalFiles files) {
    this.files = files;
  }

  @Override
  public List<String> names() throws IOException {
    return files.names();
  }

  @Override
  public JournalFile create(String name) {
    return new Nothing();
  }

  @Override
  public JournalFile openToRead(String name) throws IOException {
    return files.openToRead(name);
  }

  @Override
  public JournalFile openToWrite(String name) throws IOException {
    return new Unchanged(files.openToRead(name));
  }

  @Override
  public void rename(String from, String to) {}

  @Override
  public void delete(String name) {}

  @Override
  public void syncDirectory() {}

  @Override
  public long usableBytes() throws IOException {
    return files.usableBytes();
  }

  @Override
  public Instant modifiedAt(String name) throws IOException {
    return files.modifiedAt(name);
  }

  @Override
  public AutoCloseable lock() {
    return () -> {};
  }

  /// A file that is read and swallows what is written.
  private record Unchanged(JournalFile file) implements JournalFile {
    @Override
    public int write(ByteBuffer bytes, long at) {
      return swallow(bytes);
    }

    @Override
    public int read(ByteBuffer bytes, long at) throws IOException {
      return file.read(bytes, at);
    }

    @Override
    public void force() {}

    @Override
    public void truncate(long bytes) {}

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// A new file that never comes to be.
  private static final class Nothing implements JournalFile {
    @Override
    public int write(ByteBuffer bytes, long at) {
      return swallow(bytes);
    }

    @Override
    public int read(ByteBuffer bytes, long at) {
      return -1;
    }

    @Override
    public void force() {}

    @Override
    public void truncate(long bytes) {}

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static int swallow(ByteBuffer bytes) {
    int count = bytes.remaining();
    bytes.position(bytes.limit());
    return count;
  }
}
