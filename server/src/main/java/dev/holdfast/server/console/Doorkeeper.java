package dev.holdfast.server.console;

import dev.holdfast.server.access.Scope;
import dev.holdfast.server.http.Problem;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/// Decides who sees a page and what of it. Safe for many threads.
final class Doorkeeper {
  private static final String COOKIE = "holdfast";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Problem WRONG_NAME =
      new Problem(421, "wrong-host", "This server answers to localhost only; see --host.");
  private static final Problem FOREIGN =
      new Problem(403, "foreign-form", "This form was sent by a page of another origin.");

  private final ConsoleConfig config;
  private final Sessions sessions;

  Doorkeeper(ConsoleConfig config, Sessions sessions) {
    this.config = config;
    this.sessions = sessions;
  }

  /// What the visitor may see; empty for a stranger.
  Optional<Scope> scope(RoutingContext context) {
    if (config.demoTenant() != null) {
      return Optional.of(new Scope.OfTenant(config.demoTenant()));
    }
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie != null && sessions.isOpen(cookie.getValue())
        ? Optional.of(new Scope.House())
        : Optional.empty();
  }

  /// Who somebody is that has a scope.
  Shell.Visitor visitor() {
    return config.demoTenant() != null ? Shell.Visitor.GUEST : Shell.Visitor.KEEPER;
  }

  /// Answers and returns false when the request did not come the way it should.
  boolean admits(RoutingContext context) {
    if (config.loopbackOnly() && !LOOPBACK.contains(hostName(context.request()))) {
      WRONG_NAME.send(context.response());
      return false;
    }
    return true;
  }

  /// A form is taken from our own pages only; answers and returns false for any other.
  boolean admitsForm(RoutingContext context) {
    HttpServerRequest request = context.request();
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean own =
        (site == null || site.equals("same-origin") || site.equals("none"))
            && (origin == null || origin.endsWith("://" + request.getHeader("Host")));
    if (!own) {
      FOREIGN.send(context.response());
    }
    return own;
  }

  /// Starts a session and answers with its cookie; false when the key is not good for it.
  boolean signIn(RoutingContext context, String secret) {
    Optional<String> id = sessions.open(secret);
    id.ifPresent(value -> context.response().addCookie(cookie(value)));
    return id.isPresent();
  }

  void signOut(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    if (cookie != null) {
      sessions.close(cookie.getValue());
    }
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  private static Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  private static String hostName(HttpServerRequest request) {
    return request.authority() == null ? "" : request.authority().host();
  }
}
