package dev.holdfast.engine.db;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done inside one transaction. May be run again from its start when another transaction
/// was in the way, so its effects outside the database must bear that.
@FunctionalInterface
public interface Work<T> {
  T run(Connection connection) throws SQLException;
}
