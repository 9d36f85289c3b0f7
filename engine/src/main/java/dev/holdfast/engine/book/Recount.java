package dev.holdfast.engine.book;

import dev.holdfast.engine.db.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/// Counts the rows themselves and holds them against the books, all in one snapshot. Stateless.
final class Recount {
  private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

  // A difference is listed once and explained when it is gone.
  private static final String COMPARE =
      """
      WITH counted AS (
        SELECT tenant_id, 'recorded' AS account, count(*) AS total
          FROM processed_signals GROUP BY tenant_id
        UNION ALL
        SELECT tenant_id, 'quarantined', sum(items)::bigint FROM quarantine GROUP BY tenant_id),
      posted AS (
        SELECT tenant_id, account, total FROM book WHERE account IN ('recorded', 'quarantined')
        UNION ALL
        -- What was taken in must come to what became of it.
        SELECT tenant_id, 'balance',
               sum(total) FILTER (WHERE account IN ('acknowledged', 'rejected', 'damaged'))
          FROM book GROUP BY tenant_id),
      became AS (
        SELECT tenant_id, account, total FROM counted
        UNION ALL
        SELECT tenant_id, 'balance',
               sum(total) FILTER (WHERE account IN ('recorded', 'duplicate', 'quarantined'))
          FROM book GROUP BY tenant_id),
      difference AS (
        SELECT tenant_id, abs(coalesce(posted.total, 0) - coalesce(became.total, 0)) AS items,
               account || ': the books say ' || coalesce(posted.total, 0)
                       || ', a count says ' || coalesce(became.total, 0) AS detail
          FROM posted FULL JOIN became USING (tenant_id, account)
         WHERE coalesce(posted.total, 0) <> coalesce(became.total, 0)),
      explained AS (
        UPDATE audit_finding AS finding SET explained_at = now()
         WHERE explained_at IS NULL AND kind = 'recount'
           AND NOT EXISTS (SELECT 1 FROM difference
                            WHERE difference.tenant_id = finding.tenant_id
                              AND difference.detail = finding.detail))
      INSERT INTO audit_finding (tenant_id, kind, items, detail)
      SELECT tenant_id, 'recount', items, detail
        FROM difference
       WHERE NOT EXISTS (SELECT 1 FROM audit_finding AS finding
                          WHERE explained_at IS NULL AND kind = 'recount'
                            AND finding.tenant_id = difference.tenant_id
                            AND finding.detail = difference.detail)
      """;

  private Recount() {}

  /// Answers how many figures differ that did not before.
  static int run(Connection connection) throws SQLException {
    Sql.run(connection, SNAPSHOT);
    return Sql.update(connection, COMPARE);
  }
}
