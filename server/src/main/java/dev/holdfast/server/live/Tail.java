package dev.holdfast.server.live;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The latest items of the journal, also while the database is away. It reads only when asked, and
/// understands only the last few of what it reads; when it is far behind it skips, so that looking
/// costs about the same at any load. Safe for many threads.
public final class Tail implements AutoCloseable {
  private static final int FRESH_MAX = 200;
  private static final int READ_MAX = 1_000;
  private static final int READ_BYTES_MAX = 1 << 20;

  /// Farther behind than this, opening the journal anew at its end is cheaper than reading on.
  private static final int BEHIND_MAX = 50_000;

  private static final int KEPT_MAX = 500;

  private final Journal journal;
  private final Deque<LiveSignal> kept = new ArrayDeque<>();
  private final OutboxNotes outboxes = new OutboxNotes();
  private @Nullable JournalReader reader;
  private long next = 1;

  public Tail(Journal journal) {
    this.journal = journal;
  }

  /// Reads on to the journal's end and answers what is new, oldest first.
  public synchronized List<LiveSignal> catchUp() {
    List<LiveSignal> fresh = new ArrayList<>();
    lastItems().forEach(item -> read(item).ifPresent(fresh::add));
    for (LiveSignal signal : fresh) {
      kept.addLast(signal);
      if (kept.size() > KEPT_MAX) {
        kept.removeFirst();
      }
    }
    return fresh;
  }

  /// The latest items read so far, newest first.
  public synchronized List<LiveSignal> latest() {
    return List.copyOf(kept.reversed());
  }

  /// What outboxes last said about themselves, as far as the tail was read.
  public Intake.Outboxes outboxes(Instant now) {
    return outboxes.at(now);
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private Deque<Item> lastItems() {
    Deque<Item> items = new ArrayDeque<>();
    try {
      long through = journal.durableThrough();
      while (next <= through) {
        List<Item> read = reader(through).next(READ_MAX, READ_BYTES_MAX, Duration.ZERO);
        if (read.isEmpty()) {
          break;
        }
        next = last(read.getLast()) + 1;
        read.forEach(this::noteOutbox);
        items.addAll(read);
        while (items.size() > FRESH_MAX) {
          items.removeFirst();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return items;
  }

  private JournalReader reader(long through) {
    JournalReader open = reader;
    if (open == null || through - next > BEHIND_MAX) {
      close();
      next = Math.max(next, through - FRESH_MAX + 1);
      open = journal.read(next);
      reader = open;
    }
    return open;
  }

  private void noteOutbox(Item item) {
    if (item instanceof Item.Stored stored
        && stored.kind() == MessageCodec.DECLARATION
        && message(stored).orElse(null) instanceof Message.Declaration declaration) {
      outboxes.heard(declaration);
    }
  }

  private static long last(Item item) {
    return switch (item) {
      case Item.Stored stored -> stored.sequence();
      case Item.Damaged damaged -> damaged.last();
    };
  }

  private static Optional<LiveSignal> read(Item item) {
    return switch (item) {
      case Item.Stored stored -> message(stored).flatMap(m -> signal(stored.sequence(), m));
      case Item.Damaged _ -> Optional.empty();
    };
  }

  private static Optional<Message> message(Item.Stored stored) {
    try {
      return Optional.of(MessageCodec.decode(stored.kind(), stored.payload()));
    } catch (HoldfastException _) {
      // Whatever else stands in a journal is the drain's business, and it quarantines it.
      return Optional.empty();
    }
  }

  private static Optional<LiveSignal> signal(long position, Message message) {
    var arrival = message.arrival();
    return switch (message) {
      case Message.Signal signal ->
          Optional.of(
              new LiveSignal(
                  position,
                  arrival.receivedAt(),
                  arrival.tenant(),
                  arrival.site(),
                  signal.type(),
                  signal.id().toString(),
                  arrival.correlationId(),
                  false));
      case Message.Rejected rejected ->
          Optional.of(
              new LiveSignal(
                  position,
                  arrival.receivedAt(),
                  arrival.tenant(),
                  arrival.site(),
                  rejected.code(),
                  rejected.id() == null ? "" : rejected.id(),
                  arrival.correlationId(),
                  true));
      case Message.Declaration _ -> Optional.empty();
    };
  }
}
