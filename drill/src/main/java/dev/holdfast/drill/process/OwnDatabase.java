package dev.holdfast.drill.process;

import dev.holdfast.postgres.EmbeddedPostgres;
import dev.holdfast.postgres.EmbeddedPostgresConfig;
import dev.holdfast.postgres.PostmasterFile;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of the drill's own, so that the drill alone decides when it lives: always found at
/// the same address. Confined to one thread.
public final class OwnDatabase implements Closeable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final EmbeddedPostgresConfig config;
  private final Gate gate = new Gate();
  private @Nullable EmbeddedPostgres running;
  private String user = "";
  private String password = "";

  public OwnDatabase(Path dataDirectory) {
    config = EmbeddedPostgresConfig.in(dataDirectory);
  }

  /// Starts it, waits until it is ready, and lets connections in.
  public void start() {
    EmbeddedPostgres postgres = EmbeddedPostgres.of(config, InstantSource.system());
    running = postgres;
    postgres.start().awaitReady(READY);
    user = postgres.user();
    password = postgres.password();
    gate.open(PostmasterFile.read(config.dataDirectory()).orElseThrow().port());
  }

  /// Stops it the way a crash does: every process dies at once, nothing is written any more.
  public void stopImmediately() throws InterruptedException {
    gate.shut();
    Processes.signal("QUIT", processes());
    close();
  }

  /// Halts every process of it; connections stay open and say nothing.
  public void freeze() throws InterruptedException {
    Processes.signal("STOP", processes());
  }

  public void thaw() throws InterruptedException {
    Processes.signal("CONT", processes());
  }

  /// Always the same, also while it is stopped.
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + gate.port() + "/holdfast";
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /// Stops it clean, thawing it first.
  @Override
  public void close() {
    gate.shut();
    EmbeddedPostgres postgres = running;
    running = null;
    if (postgres != null) {
      postgres.close();
    }
  }

  private List<ProcessHandle> processes() {
    return Processes.workingIn(config.dataDirectory());
  }
}
