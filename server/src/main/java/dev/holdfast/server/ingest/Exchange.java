package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import dev.holdfast.server.http.Trace;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request from its head to its answer. Confined to its event loop, except that the journal
/// leaves its word here before it hands the exchange back.
final class Exchange {
  final HttpServerRequest request;
  final Trace trace;
  final long startedNanos;

  /// Set once the head is admitted.
  @Nullable Pass pass;

  boolean packed;
  Upload upload = new Upload(0);

  /// Set once it is refused; what still comes of its body is thrown away, and counted here.
  boolean refused;

  long discardedBytes;

  /// Set once the body is read.
  List<Found> items = List.of();

  long arrivedNanos;
  int accepted;
  int unkept;
  int noted;

  /// The journal's word.
  @Nullable Appended appended;

  /// Neighbours among the unfinished bodies of the loop.
  @Nullable Exchange before;

  @Nullable Exchange after;

  /// The next one on the way back from the journal.
  @Nullable Exchange next;

  Exchange(HttpServerRequest request, Trace trace, long startedNanos) {
    this.request = request;
    this.trace = trace;
    this.startedNanos = startedNanos;
  }

  int rejected() {
    return items.size() - accepted;
  }
}
