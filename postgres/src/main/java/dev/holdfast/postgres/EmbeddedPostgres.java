package dev.holdfast.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The real PostgreSQL server as a child process: durable, on loopback only, restarted when it
/// dies, stopped when we stop, and never left behind when we are killed.
///
/// Where to find it is known at once; that it is there is known from `status`. Safe for many
/// threads.
public final class EmbeddedPostgres implements AutoCloseable {
  private final EmbeddedPostgresConfig config;
  private final StatusBoard board;
  private final Probe probe;
  private final Supervisor supervisor;
  private final Thread keeper;
  private @Nullable FileChannel lock;

  private EmbeddedPostgres(EmbeddedPostgresConfig config, Probe probe, InstantSource clock) {
    this.config = config;
    this.probe = probe;
    this.board = new StatusBoard(clock);
    this.supervisor = new Supervisor(config, probe, board);
    this.keeper = Thread.ofPlatform().name("holdfast-postgres").daemon().unstarted(supervisor);
  }

  /// Settles where the server will be and with which password; starts nothing.
  public static EmbeddedPostgres of(EmbeddedPostgresConfig config, InstantSource clock) {
    try {
      Files.createDirectories(config.home());
      int port = Ports.free(new SecureRandom());
      String password = Secret.readOrMake(config.passwordFile());
      return new EmbeddedPostgres(config, new Probe(port, password), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts the server in the background and returns at once.
  ///
  /// @throws IllegalStateException when another process already keeps this data directory
  public synchronized EmbeddedPostgres start() {
    if (lock == null) {
      lock = lock();
      keeper.start();
    }
    return this;
  }

  /// Waits until the server is ready.
  ///
  /// @throws IllegalStateException with the cause when it is not ready in time or was closed
  public EmbeddedPostgres awaitReady(Duration max) {
    try {
      PostgresStatus status = board.await(max);
      if (!status.ready()) {
        throw new IllegalStateException("PostgreSQL is not ready: " + status.cause());
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
    }
  }

  /// How it is, from memory.
  public PostgresStatus status() {
    return board.now();
  }

  public String jdbcUrl() {
    return Probe.url(probe.port(), EmbeddedPostgresConfig.DATABASE);
  }

  public String user() {
    return EmbeddedPostgresConfig.USER;
  }

  public String password() {
    return probe.password();
  }

  /// Stops the server fast and clean, within the configured time. May be called twice.
  @Override
  public synchronized void close() {
    if (lock == null) {
      board.stopped();
      return;
    }
    supervisor.close();
    try {
      keeper.join();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel lock() {
    try {
      FileChannel channel =
          FileChannel.open(config.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = tryLock(channel);
      if (held == null) {
        channel.close();
        throw new IllegalStateException(
            "Another process already keeps the PostgreSQL in " + config.dataDirectory());
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
