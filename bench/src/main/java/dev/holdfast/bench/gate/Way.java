package dev.holdfast.bench.gate;

import dev.holdfast.engine.ledger.EventTable;
import dev.holdfast.engine.ledger.Gate;
import dev.holdfast.engine.ledger.Placed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A way of getting a batch of signals into the table `event`, inside the caller's transaction.
enum Way {
  COPY("binary COPY, no gate"),
  GATE("Holdfast gate"),
  TEMP("COPY to temp, INSERT ON CONFLICT"),
  UNNEST("unnest, INSERT ON CONFLICT");

  private final String title;

  Way(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /// Whether it bears an id that is there already.
  boolean gated() {
    return this != COPY;
  }

  Writer writer() {
    return switch (this) {
      case COPY -> new CopyOnly();
      case GATE -> new Gated();
      case TEMP -> new TempInsert();
      case UNNEST -> new UnnestInsert();
    };
  }

  /// Writes batches, each in the caller's transaction; answers how many rows were new. Confined to
  /// one thread.
  interface Writer {
    /// Once for each connection, before the first batch.
    default void prepare(Connection connection) throws SQLException {}

    int write(Connection connection, List<Placed> batch) throws SQLException;
  }

  private static final class CopyOnly implements Writer {
    private final EventTable events = new EventTable();

    @Override
    public int write(Connection connection, List<Placed> batch) throws SQLException {
      events.copy(connection, batch);
      return batch.size();
    }
  }

  private static final class Gated implements Writer {
    private final Gate gate = new Gate();

    @Override
    public int write(Connection connection, List<Placed> batch) throws SQLException {
      return gate.record(connection, batch).recorded().size();
    }
  }
}
