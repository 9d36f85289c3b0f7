package dev.holdfast.journal;

import java.time.Duration;
import java.util.List;

/// Reads acknowledged entries in order, each once. Confined to one thread at a time; many readers
/// may stand at different places of one journal.
public interface JournalReader extends AutoCloseable {
  /// The next items, at most `itemsMax` and about `bytesMax` bytes of payload (always at least one
  /// item when there is one). Waits up to `wait` for the first; an empty list says there is none
  /// yet. Only durable entries are seen.
  List<Item> next(int itemsMax, int bytesMax, Duration wait) throws InterruptedException;

  @Override
  void close();
}
