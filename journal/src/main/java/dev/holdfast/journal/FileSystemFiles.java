package dev.holdfast.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A journal's directory on a real file system.
final class FileSystemFiles implements JournalFiles {
  private final Path directory;

  FileSystemFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public JournalFile create(String name) throws IOException {
    return new ChannelFile(FileChannel.open(directory.resolve(name), CREATE_NEW, READ, WRITE));
  }

  @Override
  public JournalFile openToRead(String name) throws IOException {
    return new ChannelFile(FileChannel.open(directory.resolve(name), READ));
  }

  @Override
  public JournalFile openToWrite(String name) throws IOException {
    return new ChannelFile(FileChannel.open(directory.resolve(name), READ, WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public Instant modifiedAt(String name) throws IOException {
    return Files.getLastModifiedTime(directory.resolve(name)).toInstant();
  }

  @Override
  public AutoCloseable lock() throws IOException {
    return DirectoryLock.take(directory);
  }

  private record ChannelFile(FileChannel channel) implements JournalFile {
    @Override
    public int write(ByteBuffer bytes, long at) throws IOException {
      return channel.write(bytes, at);
    }

    @Override
    public int read(ByteBuffer bytes, long at) throws IOException {
      return channel.read(bytes, at);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long bytes) throws IOException {
      channel.truncate(bytes);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
