package dev.holdfast.engine.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// One small pool per lane. Opening them needs no server: connections are made when they are asked
/// for.
final class Pools implements AutoCloseable {
  /// Statements of the maintenance may take longer, a probe may not.
  private static final Duration MAINTENANCE_STATEMENT = Duration.ofSeconds(60);

  private static final Duration PROBE_STATEMENT = Duration.ofSeconds(1);
  private static final Duration SOCKET_MARGIN = Duration.ofSeconds(2);

  private final Map<Lane, HikariDataSource> pools = new EnumMap<>(Lane.class);

  Pools(DatabaseConfig config) {
    for (Lane lane : Lane.values()) {
      pools.put(lane, open(config, lane));
    }
  }

  HikariDataSource of(Lane lane) {
    HikariDataSource pool = pools.get(lane);
    if (pool == null) {
      throw new IllegalStateException("no pool for " + lane);
    }
    return pool;
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }

  private static HikariDataSource open(DatabaseConfig config, Lane lane) {
    DatabaseConfig.Waits waits = config.waits();
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("holdfast-" + word(lane));
    hikari.setJdbcUrl(config.jdbcUrl());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(size(config, lane));
    hikari.setMinimumIdle(0);
    // Opening never needs a live server.
    hikari.setInitializationFailTimeout(-1);
    // The wait for a connection is only bounded by this if the check of an idle one is shorter.
    hikari.setConnectionTimeout(waits.borrow().toMillis());
    hikari.setValidationTimeout(Math.max(250, waits.borrow().toMillis() / 2));
    hikari.setAutoCommit(false);
    hikari.setReadOnly(lane == Lane.READ);
    hikari.setConnectionInitSql(settings(waits, lane));
    hikari.addDataSourceProperty("ApplicationName", "holdfast-" + word(lane));
    hikari.addDataSourceProperty("connectTimeout", seconds(waits.connect()));
    hikari.addDataSourceProperty("loginTimeout", seconds(waits.connect()));
    hikari.addDataSourceProperty("socketTimeout", seconds(socket(waits, lane)));
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(hikari);
  }

  private static String settings(DatabaseConfig.Waits waits, Lane lane) {
    String settings =
        "SET statement_timeout = %d; SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %d; SET TimeZone = 'UTC'"
            .formatted(
                statement(waits, lane).toMillis(),
                waits.lock().toMillis(),
                socket(waits, lane).multipliedBy(2).toMillis());
    // The drain never wants a whole table, whatever the statistics of a young partition say.
    return lane == Lane.DRAIN ? settings + "; SET enable_seqscan = off" : settings;
  }

  private static Duration statement(DatabaseConfig.Waits waits, Lane lane) {
    return switch (lane) {
      case DRAIN, READ -> waits.statement();
      case MAINTENANCE -> MAINTENANCE_STATEMENT;
      case PROBE -> PROBE_STATEMENT;
    };
  }

  private static Duration socket(DatabaseConfig.Waits waits, Lane lane) {
    return switch (lane) {
      case DRAIN, READ -> waits.socket();
      case MAINTENANCE, PROBE -> statement(waits, lane).plus(SOCKET_MARGIN);
    };
  }

  private static int size(DatabaseConfig config, Lane lane) {
    return switch (lane) {
      case DRAIN -> 2;
      case READ -> config.readConnections();
      // Partitions, audit and two callers that write keys.
      case MAINTENANCE -> 4;
      case PROBE -> 1;
    };
  }

  static String word(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000));
  }
}
