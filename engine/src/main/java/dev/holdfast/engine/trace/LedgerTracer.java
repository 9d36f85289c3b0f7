package dev.holdfast.engine.trace;

import dev.holdfast.engine.book.LiveBooks;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.engine.trace.Trace.Found;
import dev.holdfast.engine.trace.Trace.JournalScan;
import dev.holdfast.journal.Journal;
import dev.holdfast.signal.Uuid7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Searches ledger, quarantine and the undrained part of the journal.
public final class LedgerTracer implements Tracer {
  private static final int FOUND_MAX = 100;
  private static final int RECENT_MAX = 500;

  /// The list of the latest reaches back so far; ids from a clock further ahead are not in it.
  private static final Duration RECENT_BACK = Duration.ofDays(7);

  private static final Duration RECENT_AHEAD = Duration.ofHours(1);

  private final Database database;
  private final LiveBooks books;
  private final JournalSearch search;
  private final InstantSource clock;

  public LedgerTracer(Database database, Journal journal, LiveBooks books, InstantSource clock) {
    this.database = database;
    this.books = books;
    this.search = new JournalSearch(journal);
    this.clock = clock;
  }

  @Override
  public Trace find(String tenant, String idOrCorrelationId) {
    Query query = Query.of(tenant, idOrCorrelationId.strip());
    // The journal first: what the drain moves meanwhile is then found in the ledger.
    List<Found> waiting = new ArrayList<>();
    JournalScan scan = search.find(query, books.drainedThrough() + 1, FOUND_MAX, waiting);
    List<Found> found = new ArrayList<>();
    boolean answered = ledger(query, found);
    Set<String> drained = new HashSet<>();
    found.forEach(it -> drained.add(it.id() + it.place()));
    waiting.stream()
        .filter(it -> !drained.contains(it.id() + Trace.Place.RECORDED))
        .forEach(found::add);
    return new Trace(
        query.text(), found.subList(0, Math.min(FOUND_MAX, found.size())), scan, answered);
  }

  @Override
  public List<RecentSignal> recent(String tenant, @Nullable String site, int limit) {
    RecentQuery query =
        new RecentQuery(
            tenant,
            site,
            Uuid7.floor(clock.instant().minus(RECENT_BACK)),
            Uuid7.floor(clock.instant().plus(RECENT_AHEAD)),
            Math.clamp(limit, 1, RECENT_MAX));
    return database.read(connection -> TraceStore.recent(connection, query));
  }

  private boolean ledger(Query query, List<Found> found) {
    if (!database.health().up()) {
      return false;
    }
    try {
      found.addAll(
          database.read(connection -> {
            List<Found> all = new ArrayList<>(TraceStore.recorded(connection, query, FOUND_MAX));
            all.addAll(TraceStore.quarantined(connection, query, FOUND_MAX));
            return all;
          }));
      return true;
    } catch (DatabaseException e) {
      if (e.unavailable()) {
        return false;
      }
      throw e;
    }
  }
}
