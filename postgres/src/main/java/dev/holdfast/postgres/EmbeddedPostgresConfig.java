package dev.holdfast.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where an embedded PostgreSQL lives and how patient its keeper is.
///
/// @param dataDirectory PostgreSQL's own directory; made at the first start, kept for ever
/// @param logFile what the server says about itself; moved aside once it is larger than 8 MiB
/// @param settings server settings on top of the built-in ones, such as `shared_buffers`
/// @param startMax longest a start may take, crash recovery included, before it is tried anew
/// @param stopMax longest a clean stop may take before the server is stopped the hard way
public record EmbeddedPostgresConfig(
    Path dataDirectory,
    Path logFile,
    Map<String, String> settings,
    Duration startMax,
    Duration stopMax) {
  static final String USER = "holdfast";
  static final String DATABASE = "holdfast";

  // Durability is said aloud, so that neither postgresql.conf nor ALTER SYSTEM can take it away.
  private static final Map<String, String> BUILT_IN =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("autovacuum_naptime", "5s"),
          Map.entry("max_wal_size", "1GB"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          // LOG leaves out ERROR: a failed statement is told to its client, and must not fill a
          // disk.
          Map.entry("log_min_messages", "log"),
          Map.entry("log_checkpoints", "off"));

  public EmbeddedPostgresConfig {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  /// The usual: the log beside the data directory, a minute to start, ten seconds to stop.
  public static EmbeddedPostgresConfig in(Path dataDirectory) {
    return new EmbeddedPostgresConfig(
        dataDirectory,
        beside(dataDirectory.toAbsolutePath().normalize(), ".log"),
        Map.of(),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10));
  }

  public EmbeddedPostgresConfig withLogFile(Path file) {
    return new EmbeddedPostgresConfig(dataDirectory, file, settings, startMax, stopMax);
  }

  public EmbeddedPostgresConfig withSettings(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(more);
    return new EmbeddedPostgresConfig(dataDirectory, logFile, all, startMax, stopMax);
  }

  /// The file that holds the superuser's password.
  public Path passwordFile() {
    return beside(dataDirectory, ".password");
  }

  Path lockFile() {
    return beside(dataDirectory, ".lock");
  }

  Path home() {
    return parent(dataDirectory);
  }

  /// Every server setting; the caller's win.
  Map<String, String> allSettings() {
    Map<String, String> all = new LinkedHashMap<>(BUILT_IN);
    all.putAll(settings);
    return all;
  }

  private static Path beside(Path directory, String suffix) {
    return directory.resolveSibling(directory.getFileName() + suffix);
  }

  private static Path parent(Path directory) {
    Path parent = directory.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("data directory " + directory + " has no parent folder");
    }
    return parent;
  }
}
