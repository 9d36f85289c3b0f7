package dev.holdfast.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A journal that lies: it answers "durable" at once and writes every half second, as several
/// well-known queues do. For tests only: a drill that finds no fault with it proves nothing.
public final class AcknowledgeBeforeSync implements Journal {
  private static final Duration WRITE_EVERY = Duration.ofMillis(500);

  private final Journal journal;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private List<List<Entry>> held = new ArrayList<>();
  private long last;

  /// Takes over a journal that nobody else appends to.
  public AcknowledgeBeforeSync(Journal journal) {
    this.journal = journal;
    this.last = journal.durableThrough();
    this.thread = Thread.ofPlatform().daemon().name("holdfast-known-bad").start(this::run);
  }

  @Override
  public UUID id() {
    return journal.id();
  }

  @Override
  public synchronized CompletableFuture<Appended> append(List<Entry> entries) {
    if (closed.getCount() == 0) {
      return journal.append(entries);
    }
    held.add(List.copyOf(entries));
    long first = last + 1;
    last += entries.size();
    return CompletableFuture.completedFuture(new Appended.Durable(first, last, Grade.FSYNC));
  }

  private void run() {
    try {
      while (!closed.await(WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    for (List<Entry> entries : take()) {
      CompletableFuture<Appended> _ = journal.append(entries); // nobody hears it: that is the lie
    }
  }

  private synchronized List<List<Entry>> take() {
    List<List<Entry>> taken = held;
    held = new ArrayList<>();
    return taken;
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
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write();
    journal.close();
  }
}
