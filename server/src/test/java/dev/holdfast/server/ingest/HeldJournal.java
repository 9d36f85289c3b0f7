package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import dev.holdfast.journal.Entry;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import dev.holdfast.journal.JournalStatus;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A real journal whose word the test holds back, and may twist.
final class HeldJournal implements Journal {
  private final Journal journal;
  private final BlockingQueue<CompletableFuture<Appended>> words = new LinkedBlockingQueue<>();

  HeldJournal(Journal journal) {
    this.journal = journal;
  }

  /// The word on the next append, once its entries are durable.
  CompletableFuture<Appended> next() throws InterruptedException {
    CompletableFuture<Appended> word = words.poll(20, TimeUnit.SECONDS);
    if (word == null) {
      throw new AssertionError("nothing was appended");
    }
    return word;
  }

  @Override
  public CompletableFuture<Appended> append(List<Entry> entries) {
    CompletableFuture<Appended> word = new CompletableFuture<>();
    var _ = journal.append(entries).thenRun(() -> words.add(word));
    return word;
  }

  @Override
  public UUID id() {
    return journal.id();
  }

  @Override
  public JournalReader read(long sequence) {
    return journal.read(sequence);
  }

  @Override
  public long durableThrough() {
    return journal.durableThrough();
  }

  @Override
  public void release(long sequence) {
    journal.release(sequence);
  }

  @Override
  public JournalStatus status() {
    return journal.status();
  }

  @Override
  public void close() {
    journal.close();
  }
}
