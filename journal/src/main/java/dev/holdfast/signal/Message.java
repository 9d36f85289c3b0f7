package dev.holdfast.signal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One journal entry of the ingest. The kind byte of the entry tells the cases apart.
public sealed interface Message {
  Arrival arrival();

  /// An item that was acknowledged.
  ///
  /// @param seq number given by its outbox, 0 when it has none
  /// @param at the sender's clock, a hint only
  /// @param session the visit it belongs to, if it said so
  /// @param raw the item's JSON as it came, UTF-8
  record Signal(
      Arrival arrival,
      UUID id,
      String type,
      long seq,
      @Nullable Instant at,
      @Nullable UUID session,
      ByteBuffer raw)
      implements Message {}

  /// An item that was refused for good, kept so that a person can mend it.
  ///
  /// @param id as far as it could be read
  /// @param code stable word for the cause
  /// @param raw the item's bytes as they came, not necessarily JSON or UTF-8
  record Rejected(
      Arrival arrival, @Nullable String id, long seq, String code, String reason, ByteBuffer raw)
      implements Message {}

  /// What an outbox says about itself; `arrival.device` is set.
  ///
  /// @param issued highest number it ever gave, 0 when unsaid
  /// @param oldest lowest number it still holds (of those in this batch too), 0 when unsaid
  /// @param backlog items it holds beside those of this batch, -1 when unsaid
  /// @param dead items in its local dead letter, -1 when unsaid
  record Declaration(
      Arrival arrival, long issued, long oldest, long backlog, long dead, List<Evicted> evicted)
      implements Message {
    public Declaration {
      evicted = List.copyOf(evicted);
    }
  }

  /// Numbers `from` to `to` (both with) that the outbox gave up, and why.
  record Evicted(long from, long to, String classOfService, String reason) {}
}
