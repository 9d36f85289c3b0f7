package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Lays out a data directory with `initdb`: whole, synced and under its name, or not at all.
final class Cluster {
  private static final String MAJOR = "18";

  private Cluster() {}

  static void ensure(EmbeddedPostgresConfig config, Tools tools, String password)
      throws IOException, InterruptedException {
    Path data = config.dataDirectory();
    if (Files.exists(data.resolve("PG_VERSION"))) {
      checkVersion(data);
      return;
    }
    checkEmpty(data);
    String prefix = data.getFileName() + ".init";
    removeUnfinished(config.home(), prefix);
    Path fresh = Files.createTempDirectory(config.home(), prefix);
    try {
      tools.runAs().own(fresh);
      initdb(fresh, tools, password);
      Files.move(fresh.resolve("data"), data, StandardCopyOption.ATOMIC_MOVE);
      Trees.sync(config.home());
    } finally {
      Trees.delete(fresh);
    }
  }

  private static void initdb(Path fresh, Tools tools, String password)
      throws IOException, InterruptedException {
    Path secret = Secret.write(fresh.resolve("password"), password);
    tools.runAs().own(secret);
    Command.Ended ended =
        tools.initdb(
            List.of(
                "--pgdata=" + fresh.resolve("data"),
                "--username=" + EmbeddedPostgresConfig.USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Text sorts by code point, as on any other server with the C locale.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
    if (!ended.ok()) {
      throw new IOException(
          "initdb ended with status " + ended.status() + ": " + lastLine(ended.output()));
    }
  }

  private static void checkVersion(Path data) throws IOException {
    String version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR)) {
      throw new IOException(
          "%s was made by PostgreSQL %s, this Holdfast brings %s: use the Holdfast that made it"
              .formatted(data, version, MAJOR));
    }
  }

  private static void checkEmpty(Path data) throws IOException {
    if (Files.isDirectory(data)) {
      try (Stream<Path> entries = Files.list(data)) {
        if (entries.findAny().isPresent()) {
          throw new IOException(data + " is not empty and not a PostgreSQL data directory");
        }
      }
    }
  }

  // What a kill in the middle of an earlier first start has left.
  private static void removeUnfinished(Path home, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(prefix)) {
          Trees.delete(entry);
        }
      }
    }
  }

  private static String lastLine(String output) {
    return output.lines().reduce("", (_, line) -> line);
  }
}
