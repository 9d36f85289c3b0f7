package dev.holdfast.engine.trace;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.trace.Trace.Found;
import dev.holdfast.engine.trace.Trace.JournalScan;
import dev.holdfast.engine.trace.Trace.Place;
import dev.holdfast.engine.trace.Trace.Step;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks through the part of the journal that is not drained yet, within bounds. Safe for many
/// threads.
final class JournalSearch {
  /// One search reads so many entries and takes so long at most; it says when that was not all.
  private static final int ENTRIES_MAX = 500_000;

  private static final Duration TIME_MAX = Duration.ofSeconds(2);
  private static final int ITEMS_PER_READ = 2_000;
  private static final int BYTES_PER_READ = 4 << 20;

  private final Journal journal;

  JournalSearch(Journal journal) {
    this.journal = journal;
  }

  JournalScan find(Query query, long from, int foundMax, List<Found> found) {
    long durable = journal.durableThrough();
    long deadline = System.nanoTime() + TIME_MAX.toNanos();
    long at = from;
    if (from > durable) {
      return new JournalScan(from, durable, true);
    }
    try (JournalReader reader = journal.read(from)) {
      while (at <= durable && found.size() < foundMax) {
        List<Item> items = reader.next(ITEMS_PER_READ, BYTES_PER_READ, Duration.ZERO);
        if (items.isEmpty()) {
          return new JournalScan(from, durable, true);
        }
        items.forEach(item -> match(query, item).ifPresent(found::add));
        at = items.getLast().sequence() + 1;
        if (at - from >= ENTRIES_MAX || System.nanoTime() - deadline > 0) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new JournalScan(from, at - 1, at > durable);
  }

  private static Optional<Found> match(Query query, Item item) {
    if (!(item instanceof Item.Stored stored) || stored.kind() == MessageCodec.DECLARATION) {
      return Optional.empty();
    }
    try {
      Message message = MessageCodec.decode(stored.kind(), stored.payload());
      return matches(query, message)
          ? Optional.of(found(stored.sequence(), message))
          : Optional.empty();
    } catch (HoldfastException e) {
      // Nobody can search for what cannot be read.
      return Optional.empty();
    }
  }

  private static boolean matches(Query query, Message message) {
    Arrival arrival = message.arrival();
    if (!arrival.tenant().equals(query.tenant())) {
      return false;
    }
    return arrival.correlationId().equals(query.text())
        || switch (message) {
          case Message.Signal signal -> signal.id().equals(query.id());
          case Message.Rejected rejected -> query.text().equals(rejected.id());
          case Message.Declaration _ -> false;
        };
  }

  private static Found found(long position, Message message) {
    List<Step> way =
        List.of(
            new Step("received", message.arrival().receivedAt(), "by the ingest"),
            new Step("journalled", null, "position " + position + ", not drained yet"));
    return switch (message) {
      case Message.Signal signal ->
          new Found(
              Place.IN_JOURNAL,
              signal.id().toString(),
              Envelopes.of(signal),
              0,
              StandardCharsets.UTF_8.decode(signal.raw().duplicate()).toString(),
              way);
      case Message.Rejected rejected ->
          new Found(
              Place.IN_JOURNAL,
              rejected.id() == null ? "" : rejected.id(),
              Envelopes.of(message.arrival(), "", rejected.seq()),
              0,
              null,
              way);
      case Message.Declaration _ ->
          new Found(
              Place.IN_JOURNAL,
              new UUID(0, 0).toString(),
              Envelopes.of(message.arrival(), "", 0),
              0,
              null,
              way);
    };
  }
}
