package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one server running: starts it, checks it, waits for its death, starts it again.
///
/// It must run on a platform thread of its own, which forks the server and then waits for it: the
/// kernel sends the death signal when the forking thread ends, not when the process does.
final class Supervisor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long LOOK_MILLIS = 5;
  private static final long LOG_BYTES_MAX = 8L << 20;

  private final EmbeddedPostgresConfig config;
  private final Probe probe;
  private final StatusBoard board;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Backoff backoff = new Backoff();
  private volatile @Nullable Leftovers leftovers;
  private volatile @Nullable Process process;
  private long readyNanos;

  Supervisor(EmbeddedPostgresConfig config, Probe probe, StatusBoard board) {
    this.config = config;
    this.probe = probe;
    this.board = board;
  }

  /// Ends when `close` was called, and not before.
  @Override
  public void run() {
    try {
      while (!closed()) {
        readyNanos = 0;
        String cause = oneLife();
        if (!closed()) {
          pause(cause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopServer();
      board.stopped();
    }
  }

  /// Asks for the end and stops the server, clean if it can be.
  void close() {
    closing.countDown();
    stopServer();
  }

  private String oneLife() throws InterruptedException {
    try {
      board.starting("starting", 0);
      Process server = launch(prepare());
      if (becomesReady(server)) {
        readyNanos = System.nanoTime();
        board.ready(server.pid());
        LOG.info("PostgreSQL is ready pid={} port={}", server.pid(), probe.port());
      }
      return "PostgreSQL ended with status " + server.waitFor() + lastWords();
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.debug("one life of the server ended", e);
      stopServer();
      return String.valueOf(e.getMessage());
    }
  }

  private Tools prepare() throws IOException, InterruptedException {
    Files.createDirectories(config.home());
    Binaries binaries = Binaries.in(caches(config));
    Tools tools =
        new Tools(binaries, RunAs.owning(config.dataDirectory(), binaries.tool("postgres")));
    Cluster.ensure(config, tools, probe.password());
    Leftovers fresh = new Leftovers(config.dataDirectory(), tools, config.stopMax());
    leftovers = fresh;
    fresh.clear();
    return tools;
  }

  static List<Path> caches(EmbeddedPostgresConfig config) {
    List<Path> caches = new ArrayList<>();
    Optional.ofNullable(System.getenv("HOLDFAST_CACHE")).map(Path::of).ifPresent(caches::add);
    caches.add(Path.of("/var/cache/holdfast"));
    caches.add(Path.of(System.getProperty("user.home"), ".cache", "holdfast"));
    caches.add(config.home().resolve("cache"));
    return caches;
  }

  private Process launch(Tools tools) throws IOException {
    rollLog();
    List<String> arguments = new ArrayList<>();
    arguments.add("-D");
    arguments.add(config.dataDirectory().toString());
    arguments.add("-p");
    arguments.add(Integer.toString(probe.port()));
    config
        .allSettings()
        .forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    Process server = tools.serve(arguments, config.logFile());
    process = server;
    if (closed()) {
      stopServer();
    }
    return server;
  }

  private boolean becomesReady(Process server)
      throws InterruptedException, IOException, SQLException {
    long end = System.nanoTime() + config.startMax().toNanos();
    while (!server.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<PostmasterFile> file =
          PostmasterFile.read(config.dataDirectory())
              .filter(it -> it.pid() == server.pid() && it.ready());
      if (file.isPresent()) {
        probe.check(config, file.get());
        return true;
      }
      if (System.nanoTime() > end) {
        throw new IOException("PostgreSQL was not ready within " + config.startMax());
      }
    }
    return false;
  }

  private void pause(String cause) throws InterruptedException {
    Duration up =
        readyNanos == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - readyNanos);
    Duration pause = backoff.after(up);
    String sentence = cause + "; it will be started again in " + pause.toMillis() + " ms";
    board.down(sentence);
    LOG.warn("{}", sentence);
    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void stopServer() {
    Process server = process;
    Leftovers stopper = leftovers;
    if (server != null && stopper != null && server.isAlive()) {
      stopper.stop(server.toHandle());
    }
  }

  private void rollLog() throws IOException {
    Path log = config.logFile();
    Files.createDirectories(log.toAbsolutePath().getParent());
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String lastWords() {
    return LastWords.in(config.logFile()).map(it -> " (" + it + ")").orElse("");
  }
}
