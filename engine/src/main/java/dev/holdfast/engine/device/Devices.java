package dev.holdfast.engine.device;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.device.Sightings.Sighting;
import dev.holdfast.engine.ledger.Texts;
import dev.holdfast.signal.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The ledger's side of every outbox: which of its numbers have been seen, and which it says it is
/// done with although nobody has. The row counts its own gaps (trigger `device_figures`).
/// Stateless.
public final class Devices {
  private static final String UPSERT =
      """
      INSERT INTO device AS known (tenant_id, device, epoch, issued, oldest, backlog, dead,
                                   recorded, parked, evicted, seen_at)
      SELECT tenant_id, device, epoch, issued, oldest, backlog, dead, recorded::int8multirange,
             parked::int8multirange, evicted::int8multirange, seen_at
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             AS seen (tenant_id, device, epoch, issued, oldest, backlog, dead,
                      recorded, parked, evicted, seen_at)
          ON CONFLICT (tenant_id, device, epoch) DO UPDATE
         SET issued = greatest(known.issued, excluded.issued),
             oldest = greatest(known.oldest, excluded.oldest),
             backlog = coalesce(excluded.backlog, known.backlog),
             dead = coalesce(excluded.dead, known.dead),
             recorded = known.recorded + excluded.recorded,
             parked = known.parked + excluded.parked,
             evicted = known.evicted + excluded.evicted,
             seen_at = greatest(known.seen_at, excluded.seen_at)
      """;

  private static final String EVICTED =
      """
      INSERT INTO device_evicted (tenant_id, device, epoch, from_seq, to_seq, class, reason,
                                  declared_at)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
      """;

  private static final String GAPS =
      "SELECT coalesce(sum(gaps), 0)::bigint FROM device WHERE gaps > 0";

  private Devices() {}

  /// Adds what a batch saw.
  public static void see(Connection connection, Sightings sightings) throws SQLException {
    Collection<Sighting> rows = sightings.all();
    if (rows.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        UPSERT,
        Sql.column("text", rows, row -> row.outbox.tenant()),
        Sql.column("uuid", rows, row -> row.outbox.device()),
        Sql.column("int4", rows, row -> row.outbox.epoch()),
        Sql.column("int8", rows, row -> row.issued),
        Sql.column("int8", rows, row -> row.oldest),
        Sql.column("int8", rows, row -> row.backlog),
        Sql.column("int8", rows, row -> row.dead),
        Sql.column("text", rows, row -> row.recorded.toString()),
        Sql.column("text", rows, row -> row.parked.toString()),
        Sql.column("text", rows, row -> row.evicted.toString()),
        Sql.column("timestamptz", rows, row -> row.seenAt));
    evicted(connection, rows);
  }

  /// Numbers that outboxes are done with and nobody has seen, all together; must be 0.
  public static long gaps(Connection connection) throws SQLException {
    return Sql.first(connection, GAPS, row -> row.getLong(1)).orElse(0L);
  }

  private static void evicted(Connection connection, Collection<Sighting> rows)
      throws SQLException {
    List<Eviction> evictions =
        rows.stream()
            .flatMap(
                row -> row.evictions.stream().map(it -> new Eviction(row.outbox, it, row.seenAt)))
            .toList();
    if (evictions.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        EVICTED,
        Sql.column("text", evictions, it -> it.outbox.tenant()),
        Sql.column("uuid", evictions, it -> it.outbox.device()),
        Sql.column("int4", evictions, it -> it.outbox.epoch()),
        Sql.column("int8", evictions, it -> it.range.from()),
        Sql.column("int8", evictions, it -> it.range.to()),
        Sql.column("text", evictions, it -> Texts.storable(it.range.classOfService())),
        Sql.column("text", evictions, it -> Texts.storable(it.range.reason())),
        Sql.column("timestamptz", evictions, it -> it.at));
  }

  private record Eviction(Outbox outbox, Message.Evicted range, Instant at) {}
}
