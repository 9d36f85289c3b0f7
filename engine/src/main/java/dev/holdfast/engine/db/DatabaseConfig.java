package dev.holdfast.engine.db;

import java.time.Duration;

/// Where PostgreSQL is, and how long anything may wait for it.
///
/// @param jdbcUrl `jdbc:postgresql://host:port/database`, with `currentSchema` when it is not
///   `public`
/// @param user role that owns the schema
/// @param password masked in `toString`
/// @param readConnections connections of the console and the API (the drain and the maintenance
///   have a few of their own)
/// @param waits how long anything may take
public record DatabaseConfig(
    String jdbcUrl, String user, String password, int readConnections, Waits waits) {

  public DatabaseConfig {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("database url must start with jdbc:postgresql:");
    }
    if (readConnections < 1) {
      throw new IllegalArgumentException("readConnections must be at least 1");
    }
  }

  /// The defaults: 8 read connections and `Waits.DEFAULTS`.
  public static DatabaseConfig of(String jdbcUrl, String user, String password) {
    return new DatabaseConfig(jdbcUrl, user, password, 8, Waits.DEFAULTS);
  }

  public DatabaseConfig withWaits(Waits other) {
    return new DatabaseConfig(jdbcUrl, user, password, readConnections, other);
  }

  @Override
  public String toString() {
    return "DatabaseConfig[" + jdbcUrl + ", user=" + user + ", password=***, " + waits + "]";
  }

  /// The longest that anything may take.
  ///
  /// @param borrow wait for a free connection
  /// @param connect one attempt to open a connection
  /// @param statement one statement of the drain or of a read; held by the server
  /// @param lock wait for a row or table lock; held by the server
  /// @param socket silence on a connection; holds also when the server is frozen, so it must be
  ///   longer than `statement`
  public record Waits(
      Duration borrow, Duration connect, Duration statement, Duration lock, Duration socket) {
    /// Borrow 2 s, connect 2 s, statement 5 s, lock 2 s, socket 8 s.
    public static final Waits DEFAULTS =
        new Waits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8));

    public Waits {
      if (socket.compareTo(statement) <= 0) {
        throw new IllegalArgumentException("the socket wait must be longer than the statement's");
      }
    }
  }
}
