package dev.holdfast.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// The directory of a journal: every way a journal reaches the disk goes through here, so that a
/// test can stand in for a disk that fails, lies or loses power.
interface JournalFiles {
  List<String> names() throws IOException;

  /// Makes a new file; fails when the name is taken.
  JournalFile create(String name) throws IOException;

  JournalFile openToRead(String name) throws IOException;

  JournalFile openToWrite(String name) throws IOException;

  /// Puts a file under another name, in place of what stood there.
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /// Makes creations, renames and deletions durable.
  void syncDirectory() throws IOException;

  long usableBytes() throws IOException;

  Instant modifiedAt(String name) throws IOException;

  /// Keeps every other process (and journal) out of this directory until closed.
  AutoCloseable lock() throws IOException;
}
