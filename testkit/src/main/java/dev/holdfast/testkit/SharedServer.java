package dev.holdfast.testkit;

import dev.holdfast.postgres.EmbeddedPostgres;
import dev.holdfast.postgres.EmbeddedPostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The PostgreSQL that all tests of a JVM share; gone with its folder when the JVM ends.
final class SharedServer {
  private static final String PREFIX = "holdfast-testdb-";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "max_connections", "200",
          "max_prepared_transactions", "0");

  private SharedServer() {}

  static EmbeddedPostgres ready() {
    return Holder.SERVER.awaitReady(PATIENCE);
  }

  /// Started when first touched.
  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();
  }

  private static EmbeddedPostgres start() {
    try {
      Path temp = Path.of(System.getProperty("java.io.tmpdir"));
      removeAbandoned(temp);
      Path home = temp.resolve(PREFIX + ProcessHandle.current().pid());
      Files.createDirectory(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      EmbeddedPostgres server =
          EmbeddedPostgres.of(
              EmbeddedPostgresConfig.in(home.resolve("postgres")).withSettings(SETTINGS),
              InstantSource.system());
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(server, home), "holdfast-testdb-end"));
      return server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedPostgres server, Path home) {
    server.close();
    delete(home);
  }

  // Folders of test runs that were killed: the process in their name is gone.
  private static void removeAbandoned(Path temp) throws IOException {
    try (Stream<Path> entries = Files.list(temp)) {
      entries
          .filter(it -> it.getFileName().toString().matches(PREFIX + "\\d+"))
          .filter(it -> ProcessHandle.of(owner(it)).isEmpty())
          .forEach(SharedServer::delete);
    }
  }

  private static long owner(Path home) {
    return Long.parseLong(home.getFileName().toString().substring(PREFIX.length()));
  }

  // Another test run may be deleting the same folder: what is gone is gone.
  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("test database folder " + folder + " was not removed: " + e);
    }
  }
}
