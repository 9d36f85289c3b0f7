package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.signal.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row per visit: when it was first and last seen and how many events it has. By the server's
/// clock. Stateless.
public final class Sessions {
  private static final String UPSERT =
      """
      INSERT INTO session AS known (tenant_id, id, site_id, device, first_at, last_at, events)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, id) DO UPDATE
         SET first_at = least(known.first_at, excluded.first_at),
             last_at = greatest(known.last_at, excluded.last_at),
             events = known.events + excluded.events,
             device = coalesce(known.device, excluded.device)
      """;

  private Sessions() {}

  /// Counts newly recorded signals into their visits: each visit is written once.
  public static void count(Connection connection, List<Placed> recorded) throws SQLException {
    TreeMap<SignalKey, Visit> visits = new TreeMap<>();
    for (Placed placed : recorded) {
      UUID session = placed.signal().session();
      if (session != null) {
        Visit visit = Visit.of(placed.signal(), session);
        visits.merge(visit.key, visit, Visit::with);
      }
    }
    if (!visits.isEmpty()) {
      upsert(connection, visits.values());
    }
  }

  private static void upsert(Connection connection, Collection<Visit> visits) throws SQLException {
    Sql.update(
        connection,
        UPSERT,
        Sql.column("text", visits, visit -> visit.key.tenant()),
        Sql.column("uuid", visits, visit -> visit.key.id()),
        Sql.column("text", visits, Visit::site),
        Sql.column("uuid", visits, Visit::device),
        Sql.column("timestamptz", visits, Visit::first),
        Sql.column("timestamptz", visits, Visit::last),
        Sql.column("int8", visits, Visit::events));
  }

  private record Visit(
      SignalKey key, String site, @Nullable UUID device, Instant first, Instant last, long events) {
    static Visit of(Message.Signal signal, UUID session) {
      Instant at = signal.arrival().receivedAt();
      return new Visit(
          new SignalKey(signal.arrival().tenant(), session),
          signal.arrival().site(),
          signal.arrival().device(),
          at,
          at,
          1);
    }

    Visit with(Visit other) {
      return new Visit(
          key,
          site,
          device == null ? other.device : device,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last,
          events + other.events);
    }
  }
}
