package dev.holdfast.engine.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds one item among all of them. Reads only; safe for many threads.
public interface Tracer {
  /// Everything of the tenant that carries this id or this correlation id. Searches the ledger, the
  /// quarantine, and the part of the journal that is not drained yet; answers with the journal
  /// alone when the database is away.
  Trace find(String tenant, String idOrCorrelationId);

  /// The latest recorded items of a tenant, or of one of its sites, newest first.
  List<RecentSignal> recent(String tenant, @Nullable String site, int limit);
}
