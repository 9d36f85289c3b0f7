package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Notes how often an id came again. Nothing is decided by it; it is what a person who searches for
/// the id wants to know. Stateless.
public final class Repeats {
  private static final String NOTE =
      """
      INSERT INTO repeat AS known (tenant_id, id, times, last_at)
      SELECT * FROM unnest(?, ?, ?, ?)
          ON CONFLICT (tenant_id, id) DO UPDATE
         SET times = known.times + excluded.times,
             last_at = greatest(known.last_at, excluded.last_at)
      """;

  private Repeats() {}

  public static void note(Connection connection, List<Placed> duplicates) throws SQLException {
    TreeMap<SignalKey, Again> agains = new TreeMap<>();
    for (Placed placed : duplicates) {
      Again again = new Again(1, placed.signal().arrival().receivedAt());
      agains.merge(SignalKey.of(placed), again, Again::with);
    }
    if (agains.isEmpty()) {
      return;
    }
    Collection<Map.Entry<SignalKey, Again>> rows = agains.entrySet();
    Sql.update(
        connection,
        NOTE,
        Sql.column("text", rows, row -> row.getKey().tenant()),
        Sql.column("uuid", rows, row -> row.getKey().id()),
        Sql.column("int8", rows, row -> row.getValue().times()),
        Sql.column("timestamptz", rows, row -> row.getValue().lastAt()));
  }

  private record Again(long times, Instant lastAt) {
    Again with(Again other) {
      return new Again(times + other.times, lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
    }
  }
}
