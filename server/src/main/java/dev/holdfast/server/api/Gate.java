package dev.holdfast.server.api;

import dev.holdfast.server.access.Readers;
import dev.holdfast.server.access.Scope;
import dev.holdfast.server.http.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Lets through who brings a secret key, with what that key may see; everybody else is answered
/// 401.
final class Gate {
  private static final String BEARER = "Bearer ";
  private static final Problem NO_KEY =
      new Problem(
          401,
          "secret-key-required",
          "Send a secret key: Authorization: Bearer sk_… and no other.");

  private final Readers readers;

  Gate(Readers readers) {
    this.readers = readers;
  }

  Handler<RoutingContext> forReaders(BiConsumer<RoutingContext, Scope> handler) {
    return context ->
        scope(context)
            .ifPresentOrElse(scope -> handler.accept(context, scope), () -> refuse(context));
  }

  /// Whether the request's key is still good; asked again while a stream is open.
  boolean stillOpenFor(RoutingContext context) {
    return scope(context).isPresent();
  }

  private Optional<Scope> scope(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    return header != null && header.startsWith(BEARER)
        ? readers.scopeOf(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private static void refuse(RoutingContext context) {
    context.response().putHeader("WWW-Authenticate", "Bearer");
    NO_KEY.send(context.response());
  }
}
