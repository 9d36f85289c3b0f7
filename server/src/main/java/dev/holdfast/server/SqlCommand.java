package dev.holdfast.server;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.engine.db.ReadOnlyQuery;
import dev.holdfast.postgres.RunningPostgres;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.config.Setting;
import dev.holdfast.server.folder.DataFolder;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one query that cannot write against the ledger of a running server, and prints CSV.
@Command(
    name = "sql",
    description = "One read-only query against the ledger, as CSV.",
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  private static final Duration QUERY_MAX = Duration.ofMinutes(5);

  @Option(names = "--data", paramLabel = "DIR", description = "The server's data folder (./data).")
  private @Nullable String data;

  @Parameters(paramLabel = "QUERY", description = "One statement, such as \"SELECT ...\".")
  private String query = "";

  @Override
  public Integer call() throws IOException {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    if (data != null) {
      flags.put(Setting.DATA, data);
    }
    DatabaseConfig database = database(ServerConfig.read(flags, System.getenv()));
    try (Writer out = standardOutput()) {
      ReadOnlyQuery.run(database, query, QUERY_MAX, new Csv(out));
      return 0;
    } catch (UncheckedIOException e) {
      // Whoever read our output has seen enough.
      return 0;
    }
  }

  // Not System.out: that one hides that whoever read us is gone.
  private static Writer standardOutput() {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
  }

  private static DatabaseConfig database(ServerConfig config) throws IOException {
    if (config.database().isPresent()) {
      return config.database().get();
    }
    DataFolder folder = new DataFolder(config.data());
    RunningPostgres running =
        RunningPostgres.in(folder.postgres())
            .orElseThrow(() ->
                new HoldfastException(
                    "No PostgreSQL runs in %s: start Holdfast with ./holdfast up --data %s, or set HOLDFAST_DATABASE_URL"
                        .formatted(folder.postgres(), config.data())));
    return DatabaseConfig.of(running.jdbcUrl(), running.user(), running.password());
  }
}
