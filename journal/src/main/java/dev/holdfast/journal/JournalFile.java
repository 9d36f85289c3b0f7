package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One open file of a journal: the calls that can fail, and nothing else. Positions are absolute;
/// safe for one writer beside many readers.
interface JournalFile extends AutoCloseable {
  /// Writes some of the bytes, as the operating system does: a short count is no error.
  int write(ByteBuffer bytes, long at) throws IOException;

  /// Reads some bytes; -1 at the end of the file.
  int read(ByteBuffer bytes, long at) throws IOException;

  /// Returns once what was written is on the disk. After an exception nothing is known about it,
  /// and calling again proves nothing.
  void force() throws IOException;

  void truncate(long bytes) throws IOException;

  long size() throws IOException;

  @Override
  void close() throws IOException;
}
