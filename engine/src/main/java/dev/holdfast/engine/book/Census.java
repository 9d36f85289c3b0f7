package dev.holdfast.engine.book;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.db.Pause;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what stands in the journal ahead of the drain, tenant by tenant, on a thread of its own.
/// Reads each entry once at most: what the drain has passed is not counted any more. Also writes
/// down the books from time to time.
public final class Census implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Census.class);

  private static final int ITEMS_PER_STRETCH = 2_000;
  private static final int BYTES_PER_STRETCH = 4 << 20;
  private static final Duration REST = Duration.ofMillis(250);
  private static final Duration REMEMBER_EVERY = Duration.ofSeconds(1);

  private final Journal journal;
  private final LiveBooks books;
  private final BookMemory memory;
  private final InstantSource clock;
  private final Pause pause = new Pause();
  private final Thread thread;
  private @Nullable JournalReader reader;
  private long readerAt;
  private Instant remembered = Instant.EPOCH;

  public Census(Journal journal, LiveBooks books, BookMemory memory, InstantSource clock) {
    this.journal = journal;
    this.books = books;
    this.memory = memory;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("holdfast-census").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Counts what came in before this call, for at most so long.
  public void catchUp(Duration atMost) {
    long durable = journal.durableThrough();
    pause.wake();
    books.awaitCounted(durable, atMost);
  }

  /// Stops counting and writes the books down a last time.
  @Override
  public void close() {
    pause.end();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends with `close`.
  private void run() {
    while (!pause.over()) {
      try {
        countAll();
      } catch (InterruptedException e) {
        pause.end();
      } catch (HoldfastException e) {
        log.warn("the count of waiting items goes on in a moment: {}", e.getMessage());
      }
      remember(REMEMBER_EVERY);
      pause.await(REST);
    }
    closeReader();
    remember(Duration.ZERO);
  }

  private void countAll() throws InterruptedException {
    while (!pause.over() && books.nextToCount() <= journal.durableThrough()) {
      countStretch();
      remember(REMEMBER_EVERY);
    }
  }

  private void countStretch() throws InterruptedException {
    long from = books.nextToCount();
    List<Item> items = readerAt(from).next(ITEMS_PER_STRETCH, BYTES_PER_STRETCH, Duration.ZERO);
    if (items.isEmpty()) {
      // What is missing up to the durable end was dropped by retention before it was counted.
      books.count(from, journal.durableThrough(), new Entries(), clock.instant());
      return;
    }
    long through = last(items.getLast());
    if (books.count(from, through, intake(items), firstReceived(items))) {
      readerAt = through + 1;
    }
  }

  private static Entries intake(List<Item> items) {
    Entries intake = new Entries();
    for (Item item : items) {
      Intake one = Intake.of(item);
      intake.add(one.tenant(), one.account(), one.items());
    }
    return intake;
  }

  private Instant firstReceived(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Item.Stored stored && Intake.of(item).items() > 0) {
        try {
          Message message = MessageCodec.decode(stored.kind(), stored.payload());
          return message.arrival().receivedAt();
        } catch (HoldfastException e) {
          log.debug("position={} cannot be read: {}", stored.sequence(), e.getMessage());
        }
      }
    }
    return clock.instant();
  }

  private static long last(Item item) {
    return item instanceof Item.Damaged damaged ? damaged.last() : item.sequence();
  }

  private JournalReader readerAt(long from) {
    JournalReader current = reader;
    if (current == null || readerAt != from) {
      closeReader();
      current = journal.read(from);
      reader = current;
      readerAt = from;
    }
    return current;
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private void remember(Duration every) {
    Instant now = clock.instant();
    if (!remembered.plus(every).isAfter(now)) {
      memory.save(books.standing());
      remembered = now;
    }
  }
}
