package dev.holdfast.journal;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// An append-only log. What it acknowledged is found again after a kill, a crash or a power cut, in
/// order, exactly as it was; what it did not acknowledge may or may not be. Safe for many threads.
public interface Journal extends AutoCloseable {
  /// Names this log for its whole life; a position means nothing without it.
  UUID id();

  /// Appends all entries side by side, or none. Never blocks: the future completes once the entries
  /// are durable, are refused, or the journal's deadline has passed; it never completes
  /// exceptionally. It completes on the journal's own thread, so what hangs on it must be short and
  /// must not block.
  CompletableFuture<Appended> append(List<Entry> entries);

  /// A reader whose first item is `sequence` or, when that is gone, the oldest one kept. Numbers
  /// start at 1.
  JournalReader read(long sequence);

  /// The number of the last durable entry, 0 while there is none.
  long durableThrough();

  /// Entries up to and with `sequence` have reached their ledger; their segments may go once they
  /// are past the retention age. Going back is allowed and keeps more.
  void release(long sequence);

  /// How it is, for health and metrics. Cheap.
  JournalStatus status();

  /// Answers what is queued, syncs, and stops. May be called twice.
  @Override
  void close();
}
