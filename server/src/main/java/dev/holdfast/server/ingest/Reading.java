package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import java.util.List;

/// What a request body came to.
sealed interface Reading {
  /// A batch whose items are each sound or not.
  ///
  /// @param noted optional fields that could not be read and count as unsaid
  record Batch(List<Found> items, Envelope envelope, int noted) implements Reading {}

  /// A body that can never be taken, as it is.
  record Refused(Problem problem) implements Reading {}
}
