package dev.holdfast.server.ingest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One item of a body, and where its bytes are: from `from` to before `to`.
sealed interface Found {
  int from();

  int to();

  /// An item that will be acknowledged.
  ///
  /// @param idText the id as its sender wrote it, for the answer
  record Sound(
      UUID id,
      String idText,
      String type,
      long seq,
      @Nullable Instant at,
      @Nullable UUID session,
      int from,
      int to)
      implements Found {}

  /// An item that is rejected for good.
  ///
  /// @param id as far as it could be read
  record Unsound(@Nullable String id, long seq, Fault fault, int from, int to) implements Found {}
}
