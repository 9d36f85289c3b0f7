package dev.holdfast.engine.ledger;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Keeps what cannot be recorded, with its bytes and the reason. Stateless.
public final class Quarantine {
  // After the journal was set back the same entries come by again, under a new epoch.
  private static final String PUT =
      """
      INSERT INTO quarantine (tenant_id, journal, epoch, position, last_position, items, site_id,
                              signal_id, device, device_epoch, seq, key_id, correlation_id,
                              received_at, code, reason, raw)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       WHERE NOT EXISTS (SELECT 1 FROM quarantine
                          WHERE journal = ? AND position = ? AND epoch < ? AND raw = ?)
      """;

  private Quarantine() {}

  /// Puts them apart; answers those that were there already from an earlier run through the same
  /// journal.
  public static List<Apart> put(Connection connection, Source source, List<Apart> items)
      throws SQLException {
    if (items.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Apart apart : items) {
        bind(statement, source, apart);
        statement.addBatch();
      }
      return notPut(items, statement.executeBatch());
    }
  }

  private static List<Apart> notPut(List<Apart> items, int[] counts) {
    List<Apart> known = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0 && counts[i] != Statement.SUCCESS_NO_INFO) {
        known.add(items.get(i));
      }
    }
    return known;
  }

  private static void bind(PreparedStatement to, Source source, Apart apart) throws SQLException {
    Apart.Origin from = apart.from();
    byte[] raw = bytes(apart.raw());
    to.setString(1, Texts.storable(from.tenant()));
    to.setObject(2, source.journal());
    to.setInt(3, source.epoch());
    to.setLong(4, apart.position());
    to.setLong(5, apart.last());
    to.setLong(6, apart.items());
    to.setString(7, Texts.storableOrNull(from.site()));
    to.setString(8, Texts.storableOrNull(from.signal()));
    to.setObject(9, from.device(), Types.OTHER);
    to.setInt(10, from.epoch());
    to.setLong(11, from.seq());
    to.setString(12, Texts.storableOrNull(from.key()));
    to.setString(13, Texts.storableOrNull(from.correlationId()));
    to.setObject(
        14,
        from.receivedAt() == null ? null : from.receivedAt().atOffset(ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
    to.setString(15, Texts.storable(apart.code()));
    to.setString(16, Texts.storable(apart.reason()));
    to.setBytes(17, raw);
    to.setObject(18, source.journal());
    to.setLong(19, apart.position());
    to.setInt(20, source.epoch());
    to.setBytes(21, raw);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }
}
