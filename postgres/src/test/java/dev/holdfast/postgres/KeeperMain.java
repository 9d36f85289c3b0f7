package dev.holdfast.postgres;

import java.nio.file.Path;
import java.time.InstantSource;

/// A process that keeps a PostgreSQL in the folder named by its argument, says so, and stops it
/// when its standard input ends.
final class KeeperMain {
  private KeeperMain() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedPostgresConfig config = EmbeddedPostgresConfig.in(Path.of(arguments[0]));
    try (EmbeddedPostgres database =
        EmbeddedPostgres.of(config, InstantSource.system()).start().awaitReady(Keeping.PATIENCE)) {
      System.out.println("pid " + database.status().pid());
      while (System.in.read() >= 0) {
        // Nothing is said to us but the end.
      }
    }
  }
}
