package dev.holdfast.engine.trace;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything known about one id or correlation id.
///
/// @param query what was asked for
/// @param found the items, those drained first; at most a bounded number
/// @param journal how far the part of the journal that is not drained was searched
/// @param ledger false when the database did not answer: only the journal was searched
public record Trace(String query, List<Found> found, JournalScan journal, boolean ledger) {
  public Trace {
    found = List.copyOf(found);
  }

  /// Where an item is now.
  public enum Place {
    /// Durable in the journal, not yet drained.
    IN_JOURNAL,
    /// In the ledger, once and for all.
    RECORDED,
    /// Kept apart with its bytes and the reason.
    QUARANTINED
  }

  /// One item.
  ///
  /// @param id as it came; empty when it could not be read
  /// @param repeats how often it came again after it was recorded, as far as that was noted
  /// @param data the item's JSON as it came; null when it is not text or its month was dropped
  /// @param way its stations, in order
  public record Found(
      Place place,
      String id,
      Envelope envelope,
      long repeats,
      @Nullable String data,
      List<Step> way) {
    public Found {
      way = List.copyOf(way);
    }
  }

  /// What came with an item.
  public record Envelope(
      String site,
      String type,
      String correlationId,
      @Nullable String traceparent,
      @Nullable UUID device,
      int epoch,
      long seq,
      @Nullable UUID session,
      @Nullable Instant at,
      String key) {}

  /// One station of the way: `received`, `journalled`, `recorded`, `repeated`, `quarantined`.
  ///
  /// @param at when; null where nobody noted it
  /// @param detail in words
  public record Step(String station, @Nullable Instant at, String detail) {}

  /// How much of the journal was searched.
  ///
  /// @param from first position searched
  /// @param through last position searched
  /// @param complete false when the bound of the search was hit before the journal's end
  public record JournalScan(long from, long through, boolean complete) {}
}
