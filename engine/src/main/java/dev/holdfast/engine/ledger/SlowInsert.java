package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Inserts signals while rivals may be inserting the same ones: waits for them and tells which of
/// its own went in. Slower than COPY and never wrong; taken only after a COPY met a rival.
final class SlowInsert {
  private static final String INSERT =
      """
      INSERT INTO event (tenant_id, id, received_at, position, seq, at, device, session_id, epoch,
                         site_id, type, key_id, correlation_id, traceparent, data)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (tenant_id, id) DO NOTHING
      RETURNING tenant_id, id
      """;

  Set<SignalKey> insert(Connection connection, Map<SignalKey, Placed> signals) throws SQLException {
    Collection<Placed> rows = signals.values();
    return new HashSet<>(
        Sql.list(
            connection,
            INSERT,
            row -> new SignalKey(row.getString(1), row.getObject(2, UUID.class)),
            Sql.column("text", rows, placed -> arrival(placed).tenant()),
            Sql.column("uuid", rows, placed -> placed.signal().id()),
            Sql.column("timestamptz", rows, placed -> arrival(placed).receivedAt()),
            Sql.column("int8", rows, Placed::position),
            Sql.column("int8", rows, placed -> unlessZero(placed.signal().seq())),
            Sql.column("timestamptz", rows, placed -> placed.signal().at()),
            Sql.column("uuid", rows, placed -> arrival(placed).device()),
            Sql.column("uuid", rows, placed -> placed.signal().session()),
            Sql.column("int4", rows, SlowInsert::epoch),
            Sql.column("text", rows, placed -> arrival(placed).site()),
            Sql.column("text", rows, placed -> placed.signal().type()),
            Sql.column("text", rows, placed -> arrival(placed).key()),
            Sql.column("text", rows, placed -> arrival(placed).correlationId()),
            Sql.column("text", rows, placed -> arrival(placed).traceparent()),
            Sql.column("text", rows, placed -> text(placed.signal()))));
  }

  private static Arrival arrival(Placed placed) {
    return placed.signal().arrival();
  }

  private static @Nullable Long unlessZero(long seq) {
    return seq == 0 ? null : seq;
  }

  private static @Nullable Integer epoch(Placed placed) {
    return arrival(placed).device() == null ? null : arrival(placed).epoch();
  }

  // Broken UTF-8 must fail here as it does in a COPY: text is never mended unseen.
  private static String text(Message.Signal signal) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(signal.raw().duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the item is not UTF-8", e);
    }
  }
}
