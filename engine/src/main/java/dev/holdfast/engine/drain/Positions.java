package dev.holdfast.engine.drain;

import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// How far each journal was carried, in the ledger itself: moved in the transaction of what it
/// counts, from where it is known to stand and from nowhere else. Stateless.
final class Positions {
  private static final String FIND =
      "SELECT epoch, position, checksum FROM drain_position WHERE journal = ?";

  private static final String BEGIN =
      "INSERT INTO drain_position (journal, epoch, position) VALUES (?, 0, 0) ON CONFLICT DO NOTHING";

  // Two drains of one journal can never both apply a batch: the second finds the position moved.
  private static final String ADVANCE =
      """
      UPDATE drain_position
         SET position = ?, checksum = ?, drained_at = now()
       WHERE journal = ? AND epoch = ? AND position = ?
      """;

  private static final String BEGIN_AGAIN =
      """
      UPDATE drain_position
         SET epoch = epoch + 1, position = ?, checksum = NULL, drained_at = now()
       WHERE journal = ? AND epoch = ? AND position = ?
      """;

  private static final String GAP =
      """
      INSERT INTO audit_finding (tenant_id, kind, journal, position, items, detail)
      VALUES (?, 'gap', ?, ?, ?, ?)
      """;

  private Positions() {}

  /// Where a journal stands.
  ///
  /// @param checksum of the entry at `position`; -1 when unknown
  record Stored(Source source, long position, long checksum) {}

  /// Where this journal stands; a journal never seen before stands at its beginning.
  static Stored open(Connection connection, UUID journal) throws SQLException {
    Sql.update(connection, BEGIN, journal);
    return find(connection, journal).orElseThrow();
  }

  static Optional<Stored> find(Connection connection, UUID journal) throws SQLException {
    return Sql.first(
        connection,
        FIND,
        row -> {
          long checksum = row.getLong(3);
          return new Stored(
              new Source(journal, row.getInt(1)), row.getLong(2), row.wasNull() ? -1 : checksum);
        },
        journal);
  }

  /// False when the position is not `expected` any more: then nothing of this batch may be
  /// committed.
  static boolean advance(Connection connection, Source source, long expected, Batch batch)
      throws SQLException {
    return 1
        == Sql.update(
            connection,
            ADVANCE,
            batch.through(),
            batch.checksum() < 0 ? null : batch.checksum(),
            source.journal(),
            source.epoch(),
            expected);
  }

  /// Begins the same journal again after `position`, because it was set back.
  static void beginAgain(Connection connection, Stored stored, long position) throws SQLException {
    Sql.update(
        connection,
        BEGIN_AGAIN,
        position,
        stored.source().journal(),
        stored.source().epoch(),
        stored.position());
  }

  /// Entries that are gone from the journal although they were never drained into this ledger.
  static void gap(Connection connection, UUID journal, long from, long through)
      throws SQLException {
    Sql.update(
        connection,
        GAP,
        Books.NO_TENANT,
        journal,
        from,
        through - from + 1,
        "entries %d to %d are no longer in the journal and were never drained into this ledger"
            .formatted(from, through));
  }
}
