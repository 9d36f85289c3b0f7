package dev.holdfast.server.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One event loop's share of the port: knows the loop routes by their path and hands everything
/// else over. Confined to its loop after the start.
final class LoopServer extends VerticleBase {
  private final HttpConfig config;
  private final List<LoopRoute> routes;
  private final BlockingRoutes blocking;
  private final Traces traces;
  private final Map<String, Handler<HttpServerRequest>> handlers = new HashMap<>();
  private volatile @Nullable HttpServer server;
  private int connections;

  LoopServer(HttpConfig config, List<LoopRoute> routes, BlockingRoutes blocking, Traces traces) {
    this.config = config;
    this.routes = routes;
    this.blocking = blocking;
    this.traces = traces;
  }

  @Override
  public Future<?> start() {
    routes.forEach(route -> handlers.put(route.path(), route.open(context)));
    HttpServer opening =
        vertx
            .createHttpServer(options())
            .connectionHandler(this::connected)
            .requestHandler(this::dispatch);
    server = opening;
    return opening.listen();
  }

  int port() {
    HttpServer open = server;
    return open == null ? -1 : open.actualPort();
  }

  Future<Void> shutdown(Duration grace) {
    HttpServer open = server;
    return open == null ? Future.succeededFuture() : open.shutdown(grace);
  }

  private HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions();
    options.setHost(config.host());
    options.setPort(config.port());
    options.setIdleTimeout((int) config.idle().toMillis());
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setHttp2ClearTextEnabled(false);
    options.setPerFrameWebSocketCompressionSupported(false);
    options.setPerMessageWebSocketCompressionSupported(false);
    options.setHandle100ContinueAutomatically(true);
    options.setTcpNoDelay(true);
    options.setAcceptBacklog(4_096);
    return options;
  }

  private void connected(HttpConnection connection) {
    connections++;
    connection.closeHandler(_ -> connections--);
    if (connections > config.limits().connectionsMax() / config.eventLoops()) {
      connection.close();
    }
  }

  private void dispatch(HttpServerRequest request) {
    Handler<HttpServerRequest> handler = handlers.get(request.path());
    if (handler != null) {
      handler.handle(request);
      return;
    }
    Traces.into(request.response().headers(), traces.of(request.headers()));
    blocking.handle(request);
  }
}
