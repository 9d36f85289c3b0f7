package dev.holdfast.engine.device;

import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one batch says about its outboxes, put together so that each is written once. Confined to
/// one thread.
public final class Sightings {
  private final TreeMap<Outbox, Sighting> byOutbox = new TreeMap<>();

  /// The item with this number is in the ledger.
  public void recorded(Arrival arrival, long seq) {
    if (arrival.device() != null && seq > 0) {
      of(arrival, arrival.device()).recorded.add(seq, seq);
    }
  }

  /// The item with this number is in quarantine.
  public void parked(Arrival arrival, long seq) {
    if (arrival.device() != null && seq > 0) {
      of(arrival, arrival.device()).parked.add(seq, seq);
    }
  }

  /// What the outbox says about itself. Called in the order of the journal: the last word counts.
  public void declared(Message.Declaration declaration) {
    UUID device = declaration.arrival().device();
    if (device == null) {
      return;
    }
    Sighting sighting = of(declaration.arrival(), device);
    sighting.issued = Math.max(sighting.issued, bounded(declaration.issued()));
    sighting.oldest = Math.max(sighting.oldest, bounded(declaration.oldest()));
    sighting.backlog =
        declaration.backlog() < 0 ? sighting.backlog : Long.valueOf(declaration.backlog());
    sighting.dead = declaration.dead() < 0 ? sighting.dead : Long.valueOf(declaration.dead());
    for (Message.Evicted range : declaration.evicted()) {
      if (range.from() > 0 && range.from() <= range.to() && range.to() <= Numbers.MAX) {
        sighting.evicted.add(range.from(), range.to());
        sighting.evictions.add(range);
      }
    }
  }

  public boolean isEmpty() {
    return byOutbox.isEmpty();
  }

  Collection<Sighting> all() {
    return byOutbox.values();
  }

  private Sighting of(Arrival arrival, UUID device) {
    Outbox outbox = new Outbox(arrival.tenant(), device, arrival.epoch());
    Sighting sighting = byOutbox.computeIfAbsent(outbox, Sighting::new);
    sighting.seenAt = later(sighting.seenAt, arrival.receivedAt());
    return sighting;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  private static long bounded(long number) {
    return Math.clamp(number, 0, Numbers.MAX);
  }

  /// One outbox's share of the batch.
  static final class Sighting {
    final Outbox outbox;
    final Numbers recorded = new Numbers();
    final Numbers parked = new Numbers();
    final Numbers evicted = new Numbers();
    final List<Message.Evicted> evictions = new ArrayList<>();
    long issued;
    long oldest;
    @Nullable Long backlog;
    @Nullable Long dead;
    Instant seenAt = Instant.EPOCH;

    Sighting(Outbox outbox) {
      this.outbox = outbox;
    }
  }
}
