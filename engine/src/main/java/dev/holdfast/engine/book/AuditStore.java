package dev.holdfast.engine.book;

import dev.holdfast.engine.book.AuditSlice.Due;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The auditor's own questions to the ledger. It shares none with the drain. Stateless.
final class AuditStore {
  private static final String RANGE =
      """
      SELECT drained.position, coalesce(audited.position, 0) AS audited
        FROM drain_position AS drained
        LEFT JOIN audit_position AS audited
          ON audited.journal = drained.journal AND audited.epoch = drained.epoch
       WHERE drained.journal = ? AND drained.epoch = ?
      """;

  // OFFSET 0 keeps each look-up a look-up, whatever the statistics say.
  private static final String UNKNOWN =
      """
      SELECT asked.n
        FROM unnest(?, ?) WITH ORDINALITY AS asked (tenant_id, id, n)
       WHERE NOT EXISTS (SELECT 1 FROM event
                          WHERE event.tenant_id = asked.tenant_id AND event.id = asked.id OFFSET 0)
         AND NOT EXISTS (SELECT 1 FROM processed_id AS kept
                          WHERE kept.tenant_id = asked.tenant_id AND kept.id = asked.id OFFSET 0)
      """;

  private static final String APART =
      "SELECT position FROM quarantine WHERE journal = ? AND position = ANY (?)";

  private static final String FIND =
      """
      INSERT INTO audit_finding (tenant_id, kind, journal, position, signal_id, items, detail)
      SELECT tenant_id, 'missing', ?, position, signal_id, items,
             'acknowledged, and neither in the ledger nor in quarantine'
        FROM unnest(?, ?, ?, ?) AS due (tenant_id, position, signal_id, items)
      """;

  private static final String ADVANCE =
      """
      INSERT INTO audit_position (journal, epoch, position) VALUES (?, ?, ?)
          ON CONFLICT (journal) DO UPDATE
         SET epoch = excluded.epoch, position = excluded.position
      """;

  private static final String LOOK_AGAIN =
      """
      UPDATE audit_finding AS finding
         SET explained_at = now()
       WHERE explained_at IS NULL
         AND kind = 'missing'
         AND (EXISTS (SELECT 1 FROM processed_signals AS known
                       WHERE known.tenant_id = finding.tenant_id AND known.id = finding.signal_id)
              OR EXISTS (SELECT 1 FROM quarantine AS apart
                          WHERE apart.journal = finding.journal
                            AND apart.position = finding.position))
      """;

  private AuditStore() {}

  /// What is committed and not yet audited.
  record Range(Source source, long drained, long audited) {
    Range auditedThrough(long position) {
      return new Range(source, drained, position);
    }
  }

  static Range range(Connection connection, Source source) throws SQLException {
    return Sql.first(
            connection,
            RANGE,
            row -> new Range(source, row.getLong(1), row.getLong(2)),
            source.journal(),
            source.epoch())
        .orElse(new Range(source, 0, 0));
  }

  /// Checks a slice and remembers that it was checked. Answers how many items are missing.
  static int check(Connection connection, Range range, AuditSlice slice, long through)
      throws SQLException {
    Sql.run(connection, "SET LOCAL enable_seqscan = off");
    List<Due> due = new ArrayList<>(slice.apart());
    due.addAll(unknown(connection, slice.signals()));
    List<Due> missing = notApart(connection, range.source().journal(), due);
    if (!missing.isEmpty()) {
      Sql.update(
          connection,
          FIND,
          range.source().journal(),
          Sql.column("text", missing, Due::tenant),
          Sql.column("int8", missing, Due::position),
          Sql.column("uuid", missing, Due::id),
          Sql.column("int8", missing, Due::items));
    }
    Sql.update(connection, ADVANCE, range.source().journal(), range.source().epoch(), through);
    return missing.size();
  }

  /// Findings that have turned up since. They stay listed, with the time.
  static int lookAgain(Connection connection) throws SQLException {
    return Sql.update(connection, LOOK_AGAIN);
  }

  private static List<Due> unknown(Connection connection, List<Due> signals) throws SQLException {
    if (signals.isEmpty()) {
      return List.of();
    }
    return Sql.list(
        connection,
        UNKNOWN,
        row -> signals.get(row.getInt(1) - 1),
        Sql.column("text", signals, Due::tenant),
        Sql.column("uuid", signals, Due::id));
  }

  private static List<Due> notApart(Connection connection, UUID journal, List<Due> due)
      throws SQLException {
    if (due.isEmpty()) {
      return due;
    }
    Set<Long> apart =
        new HashSet<>(
            Sql.list(
                connection,
                APART,
                row -> row.getLong(1),
                journal,
                Sql.column("int8", due, Due::position)));
    return due.stream().filter(it -> !apart.contains(it.position())).toList();
  }
}
