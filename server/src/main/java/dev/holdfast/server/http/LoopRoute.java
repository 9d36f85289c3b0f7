package dev.holdfast.server.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/// A path that is answered on the event loops, before any router. Its handlers must never block.
public interface LoopRoute {
  /// The exact path, without query.
  String path();

  /// Called once on each event loop; the handler is confined to that loop.
  Handler<HttpServerRequest> open(Context loop);
}
