package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which ids the ledger holds, those of dropped months too. Confined to one thread.
final class KnownIds {
  static final String OF_ONE_TENANT = "SELECT id FROM event WHERE tenant_id = ? AND id = ANY (?)";

  // OFFSET 0 keeps the planner from turning the look-ups into a join over the whole table.
  static final String OF_MANY_TENANTS =
      """
      SELECT asked.tenant_id, asked.id
        FROM unnest(?, ?) AS asked (tenant_id, id),
             LATERAL (SELECT 1 FROM event
                       WHERE event.tenant_id = asked.tenant_id AND event.id = asked.id
                      OFFSET 0) AS found
      """;

  private static final String OF_DROPPED_MONTHS =
      """
      SELECT asked.tenant_id, asked.id
        FROM unnest(?, ?) AS asked (tenant_id, id),
             LATERAL (SELECT 1 FROM processed_id AS kept
                       WHERE kept.tenant_id = asked.tenant_id AND kept.id = asked.id
                      OFFSET 0) AS found
      """;

  // What was recorded below the floor survives its partition.
  private static final String KEEP =
      """
      INSERT INTO processed_id (tenant_id, id, site_id, type, received_at)
      SELECT * FROM unnest(?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, id) DO NOTHING
      """;

  /// Up to so many tenants are asked for one by one, which is a third cheaper than all at once.
  private static final int SINGLE_TENANTS_MAX = 4;

  Set<SignalKey> among(Connection connection, Collection<SignalKey> keys, UUID floor)
      throws SQLException {
    Map<String, List<SignalKey>> byTenant =
        keys.stream()
            .collect(Collectors.groupingBy(SignalKey::tenant, TreeMap::new, Collectors.toList()));
    Set<SignalKey> known = new HashSet<>();
    if (byTenant.size() > SINGLE_TENANTS_MAX) {
      known.addAll(pairs(connection, OF_MANY_TENANTS, keys));
    } else {
      for (Map.Entry<String, List<SignalKey>> tenant : byTenant.entrySet()) {
        known.addAll(ofOneTenant(connection, tenant.getKey(), tenant.getValue()));
      }
    }
    List<SignalKey> old =
        keys.stream().filter(key -> SignalKey.compare(key.id(), floor) < 0).toList();
    if (!old.isEmpty()) {
      known.addAll(pairs(connection, OF_DROPPED_MONTHS, old));
    }
    return known;
  }

  void keep(Connection connection, List<Placed> recorded) throws SQLException {
    if (recorded.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        KEEP,
        Sql.column("text", recorded, placed -> placed.signal().arrival().tenant()),
        Sql.column("uuid", recorded, placed -> placed.signal().id()),
        Sql.column("text", recorded, placed -> placed.signal().arrival().site()),
        Sql.column("text", recorded, placed -> placed.signal().type()),
        Sql.column("timestamptz", recorded, placed -> placed.signal().arrival().receivedAt()));
  }

  private static List<SignalKey> ofOneTenant(
      Connection connection, String tenant, List<SignalKey> keys) throws SQLException {
    return Sql.list(
        connection,
        OF_ONE_TENANT,
        row -> new SignalKey(tenant, row.getObject(1, UUID.class)),
        tenant,
        Sql.column("uuid", keys, SignalKey::id));
  }

  private static List<SignalKey> pairs(
      Connection connection, String sql, Collection<SignalKey> keys) throws SQLException {
    return Sql.list(
        connection,
        sql,
        row -> new SignalKey(row.getString(1), row.getObject(2, UUID.class)),
        Sql.column("text", keys, SignalKey::tenant),
        Sql.column("uuid", keys, SignalKey::id));
  }
}
