package dev.holdfast.bench.gate;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Placed;
import dev.holdfast.signal.Arrival;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// The usual gate: one statement with an array for each column.
final class UnnestInsert implements Way.Writer {
  private static final String INSERT =
      """
      INSERT INTO event (tenant_id, id, received_at, position, at, site_id, type, key_id,
                         correlation_id, data)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, id) DO NOTHING
      RETURNING position
      """;

  @Override
  public int write(Connection connection, List<Placed> batch) throws SQLException {
    List<Placed> rows =
        batch.stream().sorted(Comparator.comparing(placed -> placed.signal().id())).toList();
    return Sql.list(
            connection,
            INSERT,
            row -> row.getLong(1),
            Sql.column("text", rows, placed -> arrival(placed).tenant()),
            Sql.column("uuid", rows, placed -> placed.signal().id()),
            Sql.column("timestamptz", rows, placed -> arrival(placed).receivedAt()),
            Sql.column("int8", rows, Placed::position),
            Sql.column("timestamptz", rows, placed -> placed.signal().at()),
            Sql.column("text", rows, placed -> arrival(placed).site()),
            Sql.column("text", rows, placed -> placed.signal().type()),
            Sql.column("text", rows, placed -> arrival(placed).key()),
            Sql.column("text", rows, placed -> arrival(placed).correlationId()),
            Sql.column("text", rows, UnnestInsert::text))
        .size();
  }

  private static Arrival arrival(Placed placed) {
    return placed.signal().arrival();
  }

  private static String text(Placed placed) {
    return StandardCharsets.UTF_8.decode(placed.signal().raw().duplicate()).toString();
  }
}
