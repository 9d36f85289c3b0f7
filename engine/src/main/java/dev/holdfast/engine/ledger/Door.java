package dev.holdfast.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The way of signals into the ledger.
public sealed interface Door permits Gate, GateOff {
  /// Records what is new of these, inside the caller's transaction. Each must have a position of
  /// its own.
  Passed record(Connection connection, List<Placed> signals) throws SQLException;
}
