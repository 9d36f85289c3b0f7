package dev.holdfast.engine.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that goes into quarantine instead of the ledger.
///
/// @param position where it stands in its journal
/// @param last last entry it stands for; `position` unless a stretch was damaged
/// @param items what the books count for it; 0 for a declaration
/// @param from what is known of its origin
/// @param code stable word for the cause
/// @param reason in words, for a person
/// @param raw its bytes, or what is left of them
public record Apart(
    long position, long last, long items, Origin from, String code, String reason, ByteBuffer raw) {

  /// As much as could be read of where it came from.
  public record Origin(
      String tenant,
      @Nullable String site,
      @Nullable String signal,
      @Nullable UUID device,
      int epoch,
      long seq,
      @Nullable String key,
      @Nullable String correlationId,
      @Nullable Instant receivedAt) {}
}
