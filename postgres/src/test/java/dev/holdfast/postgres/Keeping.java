package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Story words of the tests: a data folder of their own, a server in it, statements against it.
record Keeping(Path home) implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static Keeping inFreshFolder() throws IOException {
    Path home = Files.createTempDirectory("holdfast-postgres-test");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Keeping(home);
  }

  static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  Path data() {
    return home.resolve("postgres");
  }

  EmbeddedPostgresConfig config() {
    return EmbeddedPostgresConfig.in(data());
  }

  EmbeddedPostgres start() {
    return start(config());
  }

  EmbeddedPostgres start(EmbeddedPostgresConfig config) {
    EmbeddedPostgres database = EmbeddedPostgres.of(config, InstantSource.system()).start();
    try {
      return database.awaitReady(PATIENCE);
    } catch (IllegalStateException e) {
      database.close();
      throw e;
    }
  }

  String log() throws IOException {
    return Files.readString(config().logFile());
  }

  static void run(EmbeddedPostgres database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(EmbeddedPostgres database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  static Connection connect(EmbeddedPostgres database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  static void awaitEnd(ProcessHandle process) throws Exception {
    process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    Trees.delete(home);
  }
}
