package dev.holdfast.bench.gate;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.EventTable;
import dev.holdfast.engine.ledger.Placed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The textbook gate: binary COPY into a temporary table, then one INSERT that leaves out what is
/// there. Uses the very same encoder: the temporary table has the name of the real one and hides
/// it.
final class TempInsert implements Way.Writer {
  private static final String MAKE =
      "CREATE TEMPORARY TABLE event (LIKE public.event INCLUDING DEFAULTS) ON COMMIT DELETE ROWS";

  // Sorted like the key, as every gate should, so that two of them cannot wait in a circle.
  private static final String INSERT =
      """
      INSERT INTO public.event
      SELECT DISTINCT ON (tenant_id, id) * FROM pg_temp.event ORDER BY tenant_id, id
          ON CONFLICT (tenant_id, id) DO NOTHING
      RETURNING position
      """;

  private final EventTable events = new EventTable();

  @Override
  public void prepare(Connection connection) throws SQLException {
    Sql.run(connection, MAKE);
  }

  @Override
  public int write(Connection connection, List<Placed> batch) throws SQLException {
    events.copy(connection, batch);
    return Sql.list(connection, INSERT, row -> row.getLong(1)).size();
  }
}
