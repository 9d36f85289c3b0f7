package dev.holdfast.engine.db;

import dev.holdfast.HoldfastException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Runs one query on a connection of its own, for who has no engine at hand. It cannot write: the
/// transaction is read-only, and the server itself refuses a text that is more than one statement.
/// Rows are streamed.
public final class ReadOnlyQuery {
  private static final int ROWS_AT_ONCE = 1_000;

  // After the first query of a transaction nothing can make it writable any more.
  private static final String BEGIN = "SET TRANSACTION READ ONLY";
  private static final String SNAPSHOT = "SELECT set_config('holdfast.query', ?, true)";

  // A cursor takes one statement that returns rows: no COMMIT, no second statement behind a
  // semicolon.
  private static final String OPEN =
      """
      DO $$
      DECLARE answer refcursor := 'answer';
      BEGIN
        OPEN answer FOR EXECUTE current_setting('holdfast.query');
      END $$
      """;
  private static final String FETCH = "FETCH FORWARD " + ROWS_AT_ONCE + " FROM answer";

  private ReadOnlyQuery() {}

  /// Streams the answer into the sink.
  ///
  /// @param max longest the query may take
  /// @throws HoldfastException with the server's own words when it cannot be reached or refuses
  public static void run(DatabaseConfig database, String query, Duration max, RowSink sink) {
    try (Connection connection = connect(database, max);
        Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
      take(connection, query);
      statement.execute(OPEN);
      fetch(statement, sink);
      connection.rollback();
    } catch (SQLException e) {
      throw new HoldfastException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Connection connect(DatabaseConfig database, Duration max) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", "holdfast-sql");
    properties.setProperty("connectTimeout", Long.toString(database.waits().connect().toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(max.toSeconds() + 5));
    properties.setProperty("options", "-c statement_timeout=" + max.toMillis());
    // Every value as the server writes it.
    properties.setProperty("binaryTransfer", "false");
    Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
    connection.setAutoCommit(false);
    return connection;
  }

  private static void take(Connection connection, String query) throws SQLException {
    try (PreparedStatement snapshot = connection.prepareStatement(SNAPSHOT)) {
      snapshot.setString(1, query);
      snapshot.execute();
    }
  }

  private static void fetch(Statement statement, RowSink sink) throws SQLException {
    boolean first = true;
    int rows = ROWS_AT_ONCE;
    while (rows == ROWS_AT_ONCE) {
      try (ResultSet answer = statement.executeQuery(FETCH)) {
        ResultSetMetaData meta = answer.getMetaData();
        if (first) {
          sink.columns(names(meta));
          first = false;
        }
        rows = 0;
        while (answer.next()) {
          sink.row(values(answer, meta.getColumnCount()));
          rows++;
        }
      }
    }
  }

  private static List<String> names(ResultSetMetaData meta) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      names.add(meta.getColumnLabel(column));
    }
    return names;
  }

  private static List<@Nullable String> values(ResultSet answer, int columns) throws SQLException {
    List<@Nullable String> values = new ArrayList<>();
    for (int column = 1; column <= columns; column++) {
      values.add(answer.getString(column));
    }
    return values;
  }
}
