package dev.holdfast.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/// What a package contributes to the router. Its handlers run on a virtual thread each and may
/// block; the request is over for the door when the handler returns.
@FunctionalInterface
public interface Routes {
  /// Called once, before the door opens.
  void mount(Router router);

  /// The whole request body, empty when there is none; it is there before the handler runs.
  static Buffer body(RoutingContext context) {
    Buffer body = context.get(BlockingRoutes.BODY_KEY);
    return Objects.requireNonNull(body, "only the routes of the HTTP door have a body");
  }
}
