package dev.holdfast.bench.gate;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Partitions;
import dev.holdfast.postgres.EmbeddedPostgres;
import dev.holdfast.postgres.EmbeddedPostgresConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// One embedded PostgreSQL as Holdfast ships it (fsync on), and in it a ledger of its own for each
/// sample: a copy of one empty ledger, so that every table and index is the same. Confined to one
/// thread.
final class Ledgers implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final String EMPTY = "bench_empty";
  private static final String SAMPLE = "bench_sample";

  private final EmbeddedPostgres postgres;

  Ledgers(Path dir, RandomGenerator random) {
    postgres =
        EmbeddedPostgres.of(
                EmbeddedPostgresConfig.in(dir.resolve("postgres")), InstantSource.system())
            .start();
    postgres.awaitReady(START_MAX);
    admin("CREATE DATABASE " + EMPTY);
    try (Database database =
        Database.open(
            DatabaseConfig.of(url(EMPTY), user(), password()), InstantSource.system(), random)) {
      if (!database.awaitUp(START_MAX)) {
        throw new CannotRun("The schema could not be made: " + database.health());
      }
      new Partitions(database).ensure(InstantSource.system().instant());
    }
  }

  /// Throws the last ledger away, makes an empty one and settles the disk.
  void fresh() {
    admin("DROP DATABASE IF EXISTS " + SAMPLE);
    admin("CREATE DATABASE " + SAMPLE + " TEMPLATE " + EMPTY);
    admin("CHECKPOINT");
  }

  /// Where the fresh one is.
  String url() {
    return url(SAMPLE);
  }

  String user() {
    return postgres.user();
  }

  String password() {
    return postgres.password();
  }

  private String url(String database) {
    String url = postgres.jdbcUrl();
    return url.substring(0, url.lastIndexOf('/') + 1) + database;
  }

  private void admin(String sql) {
    try (Connection connection =
        DriverManager.getConnection(postgres.jdbcUrl(), user(), password())) {
      Sql.run(connection, sql);
    } catch (SQLException e) {
      throw new CannotRun("PostgreSQL refused '" + sql + "': " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    postgres.close();
  }
}
