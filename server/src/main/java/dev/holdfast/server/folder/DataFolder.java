package dev.holdfast.server.folder;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where everything of one server lies below its data directory.
public record DataFolder(Path root) {
  // PostgreSQL runs as another user when we are root: it must be able to pass, not to look.
  private static final String PASSABLE = "rwxr-x--x";
  private static final String OWN = "rwx------";

  public Path journal() {
    return root.resolve("journal");
  }

  /// The embedded PostgreSQL's data directory.
  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path postgresLog() {
    return root.resolve("logs/postgres.log");
  }

  /// The secret key made at the first start.
  public Path bootstrapKey() {
    return root.resolve("keys/bootstrap");
  }

  /// What is known of keys and sites while the database is away.
  public Path keyCache() {
    return root.resolve("cache/keys.json");
  }

  /// What is known of the books while the database is away.
  public Path bookCache() {
    return root.resolve("cache/books.json");
  }

  Path lock() {
    return root.resolve("holdfast.lock");
  }

  /// Makes what is missing; what is there keeps its permissions.
  ///
  /// @throws HoldfastException when the folder cannot be used
  public DataFolder make() {
    try {
      if (!Files.exists(root)) {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(PASSABLE));
      }
      for (String own : new String[] {"journal", "keys", "cache", "logs"}) {
        makeOwn(root.resolve(own));
      }
      return this;
    } catch (IOException e) {
      throw new HoldfastException(
          "The data folder %s cannot be used: %s".formatted(root, reason(e)), e);
    }
  }

  private static void makeOwn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectory(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN)));
    }
  }

  // The message of these exceptions is the path alone; their name says what happened.
  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }
}
