package dev.holdfast.testkit;

import dev.holdfast.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A database of its own for a test class, on the one real PostgreSQL of this JVM.
///
/// The server is started by the first who asks and removed with its folder when the JVM ends. It
/// does not sync (nobody cuts the power of a test), and is otherwise what Holdfast runs.
///
/// @param jdbcUrl where it is, without user and password
/// @param name of the database
public record TestDatabase(String jdbcUrl, String name, String user, String password)
    implements AutoCloseable {
  private static final AtomicInteger MADE = new AtomicInteger();

  /// Makes an empty database.
  public static TestDatabase fresh() {
    EmbeddedPostgres server = SharedServer.ready();
    String name = "test_" + MADE.incrementAndGet();
    execute(server, "CREATE DATABASE " + name + " TEMPLATE template0");
    String url = server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    return new TestDatabase(url, name, server.user(), server.password());
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /// Runs one statement on a connection of its own.
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /// Drops the database and whoever is still connected to it.
  @Override
  public void close() {
    execute(SharedServer.ready(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static void execute(EmbeddedPostgres server, String sql) {
    new TestDatabase(server.jdbcUrl(), "", server.user(), server.password()).execute(sql);
  }
}
