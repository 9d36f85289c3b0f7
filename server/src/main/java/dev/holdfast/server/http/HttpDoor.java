package dev.holdfast.server.http;

import dev.holdfast.HoldfastException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator.SplittableGenerator;

/// The open HTTP port of a server: loop routes on every event loop, all other paths on virtual
/// threads. Safe for many threads; may be closed twice.
public final class HttpDoor implements AutoCloseable {
  private static final Duration OPEN_MAX = Duration.ofSeconds(30);

  private final HttpConfig config;
  private final Vertx vertx;
  private final BlockingRoutes blocking;
  private final List<LoopServer> loops = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private HttpDoor(HttpConfig config, List<Routes> routes) {
    this.config = config;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(config.eventLoops())
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.blocking = new BlockingRoutes(vertx, config, routes);
  }

  /// Opens the port and returns once it takes requests.
  ///
  /// @throws HoldfastException when the port cannot be opened
  public static HttpDoor open(
      HttpConfig config,
      List<LoopRoute> loopRoutes,
      List<Routes> routes,
      InstantSource clock,
      SplittableGenerator random) {
    HttpConfig found = config.withFoundPort();
    HttpDoor door = new HttpDoor(found, routes);
    for (int i = 0; i < found.eventLoops(); i++) {
      Traces traces = new Traces(clock, random.split());
      door.loops.add(new LoopServer(found, loopRoutes, door.blocking, traces));
    }
    try {
      door.listen();
    } catch (HoldfastException e) {
      door.close();
      throw e;
    }
    return door;
  }

  /// The port it listens on.
  public int port() {
    return loops.getFirst().port();
  }

  /// Takes no more connections, lets requests under way finish within the grace time, and stops.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    await(Future.join(loops.stream().map(loop -> loop.shutdown(config.grace())).toList()), "stop");
    blocking.close();
    await(vertx.close(), "close");
  }

  private void listen() {
    await(
        Future.all(loops.stream().map(vertx::deployVerticle).toList()),
        "listen on %s:%d".formatted(config.host(), config.port()));
  }

  private void await(Future<?> step, String what) {
    try {
      step.toCompletionStage()
          .toCompletableFuture()
          .get(OPEN_MAX.plus(config.grace()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException("The HTTP door was interrupted while about to " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      String cause = e.getCause() == null ? "it took too long" : e.getCause().getMessage();
      throw new HoldfastException("The HTTP door could not " + what + ": " + cause, e);
    }
  }
}
