package dev.holdfast.server.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What the ingest did since the start. Safe for many threads; reading is cheap.
public final class IngestCounts {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder rejectedUnkept = new LongAdder();
  private final LongAdder noted = new LongAdder();

  private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

  private final Latencies acknowledgement = new Latencies();
  private final Room room;

  IngestCounts(Room room) {
    this.room = room;
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, new LongAdder());
    }
  }

  /// Items acknowledged.
  public long accepted() {
    return accepted.sum();
  }

  /// Items rejected for good; all but `rejectedUnkept` of them are in the journal.
  public long rejected() {
    return rejected.sum();
  }

  /// Rejected items that were not kept, because their key had used up its quota.
  public long rejectedUnkept() {
    return rejectedUnkept.sum();
  }

  /// Optional fields that could not be read and were taken as unsaid.
  public long noted() {
    return noted.sum();
  }

  /// Requests refused as a whole.
  public long refused(Refusal why) {
    return Objects.requireNonNull(refused.get(why)).sum();
  }

  /// Time from a complete body to its 202, the journal's sync within.
  public Latency acknowledgement() {
    return acknowledgement.snapshot();
  }

  /// Bytes of bodies held now, being received or waiting for the journal.
  public long heldBytes() {
    return room.held();
  }

  void answered(Exchange exchange, long nanos) {
    accepted.add(exchange.accepted);
    if (exchange.rejected() > 0) {
      rejected.add(exchange.rejected());
      rejectedUnkept.add(exchange.unkept);
    }
    if (exchange.noted > 0) {
      noted.add(exchange.noted);
    }
    acknowledgement.add(nanos);
  }

  void refuse(Refusal why) {
    Objects.requireNonNull(refused.get(why)).increment();
  }
}
