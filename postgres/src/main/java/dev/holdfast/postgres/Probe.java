package dev.holdfast.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// Makes sure that who answers on the port is the server just started, that it keeps what it
/// commits, and that the database is there.
record Probe(int port, String password) {
  private static final String UNKNOWN_DATABASE = "3D000";
  private static final String CREATE_DATABASE =
      "CREATE DATABASE " + EmbeddedPostgresConfig.DATABASE + " TEMPLATE template0";

  private static final String ASK =
      """
      SELECT current_setting('data_directory'),
             extract(epoch FROM pg_postmaster_start_time())::bigint,
             current_setting('fsync') || current_setting('synchronous_commit')
               || current_setting('full_page_writes')
      """;

  void check(EmbeddedPostgresConfig config, PostmasterFile file) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(ASK)) {
      answer.next();
      String directory = answer.getString(1);
      long startedAt = answer.getLong(2);
      String durability = answer.getString(3);
      if (!directory.equals(config.dataDirectory().toString())
          || Math.abs(startedAt - file.startedAt()) > 2) {
        throw new SQLException("Another PostgreSQL answers on port " + port);
      }
      if (!durability.equals(expected(config))) {
        throw new SQLException("PostgreSQL runs with other durability settings: " + durability);
      }
    }
  }

  private static String expected(EmbeddedPostgresConfig config) {
    return config.allSettings().get("fsync")
        + config.allSettings().get("synchronous_commit")
        + config.allSettings().get("full_page_writes");
  }

  private Connection connect() throws SQLException {
    try {
      return connect(EmbeddedPostgresConfig.DATABASE);
    } catch (SQLException e) {
      if (!UNKNOWN_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE_DATABASE);
    }
    return connect(EmbeddedPostgresConfig.DATABASE);
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedPostgresConfig.USER);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "holdfast keeper");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(url(port, database), properties);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
