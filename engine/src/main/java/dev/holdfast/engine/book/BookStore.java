package dev.holdfast.engine.book;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The books in PostgreSQL: entries written in the transaction of the thing they count, rolled up
/// by day later. Stateless.
public final class BookStore {
  private static final String POST =
      """
      INSERT INTO book_entry (tenant_id, journal, epoch, position, account, delta)
      SELECT tenant_id, ?, ?, ?, account, delta
        FROM unnest(?, ?, ?) AS line (tenant_id, account, delta)
      """;

  private static final String TOTALS = "SELECT tenant_id, account, total FROM book";

  // One statement: no moment in which an entry is in neither or in both.
  private static final String ROLL_UP =
      """
      WITH old AS (
        DELETE FROM book_entry
         WHERE at < now() - interval '1 minute'
        RETURNING tenant_id, (at AT TIME ZONE 'UTC')::date AS day, account, delta)
      INSERT INTO book_day AS known (tenant_id, day, account, total)
      SELECT tenant_id, day, account, sum(delta)
        FROM old
       GROUP BY tenant_id, day, account
       ORDER BY tenant_id, day, account
          ON CONFLICT (tenant_id, day, account) DO UPDATE
         SET total = known.total + excluded.total
      """;

  private static final String UNEXPLAINED =
      """
      SELECT tenant_id, sum(items)::bigint
        FROM audit_finding
       WHERE explained_at IS NULL
       GROUP BY tenant_id
      """;

  private BookStore() {}

  /// Posts one batch; twice the same batch is refused by the key.
  public static void post(Connection connection, Source source, long position, Entries entries)
      throws SQLException {
    List<Entries.Line> lines = entries.lines();
    if (lines.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        POST,
        source.journal(),
        source.epoch(),
        position,
        Sql.column("text", lines, Entries.Line::tenant),
        Sql.column("text", lines, line -> line.account().word()),
        Sql.column("int8", lines, Entries.Line::items));
  }

  public static Entries totals(Connection connection) throws SQLException {
    Entries entries = new Entries();
    Sql.list(
            connection,
            TOTALS,
            row -> new Entries.Line(row.getString(1), Account.of(row.getString(2)), row.getLong(3)))
        .forEach(line -> entries.add(line.tenant(), line.account(), line.items()));
    return entries;
  }

  /// Open findings of the audit, in items by tenant.
  public static Map<String, Long> unexplained(Connection connection) throws SQLException {
    Map<String, Long> byTenant = new TreeMap<>();
    Sql.list(connection, UNEXPLAINED, row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> byTenant.put(entry.getKey(), entry.getValue()));
    return byTenant;
  }

  /// Rolls up entries that are a minute old.
  public static int rollUp(Connection connection) throws SQLException {
    return Sql.update(connection, ROLL_UP);
  }
}
