package dev.holdfast.engine.ledger;

import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Writes rows of `event` by binary COPY, without asking whether they are there already: a known id
/// fails the whole call. The bare measure of how fast the table can be. Confined to one thread.
public final class EventTable {
  private static final int COLUMNS = 15;
  private static final String COPY =
      """
      COPY event (id, received_at, position, seq, at, device, session_id, epoch,
                  tenant_id, site_id, type, key_id, correlation_id, traceparent, data)
      FROM STDIN (FORMAT binary)
      """;

  private final CopyBuffer buffer = new CopyBuffer();

  /// Writes all of them or fails.
  public void copy(Connection connection, List<Placed> signals) throws SQLException {
    buffer.reset();
    for (Placed placed : signals) {
      put(placed);
    }
    buffer.send(connection, COPY);
  }

  private void put(Placed placed) {
    Message.Signal signal = placed.signal();
    Arrival arrival = signal.arrival();
    buffer.row(COLUMNS);
    buffer.uuid(signal.id());
    buffer.timestamp(arrival.receivedAt());
    buffer.bigint(placed.position());
    buffer.bigintUnlessZero(signal.seq());
    buffer.timestamp(signal.at());
    buffer.uuid(arrival.device());
    buffer.uuid(signal.session());
    if (arrival.device() == null) {
      buffer.absent();
    } else {
      buffer.integer(arrival.epoch());
    }
    buffer.text(arrival.tenant());
    buffer.text(arrival.site());
    buffer.text(signal.type());
    buffer.text(arrival.key());
    buffer.text(arrival.correlationId());
    buffer.text(arrival.traceparent());
    buffer.text(signal.raw());
  }
}
