package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import dev.holdfast.server.http.Trace;
import dev.holdfast.server.http.Traces;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Writes answers onto the wire, and counts them. Confined to one loop.
///
/// Every answer may be read by pages of any origin: it holds nothing but what the page itself has
/// sent, and a page that is refused must be able to see why. Which origins may send is decided by
/// the key, with 403.
final class Answers {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized("retry-after, x-correlation-id, traceparent");
  private static final CharSequence METHODS = HttpHeaders.createOptimized("POST");
  private static final CharSequence ALLOWED_HEADERS =
      HttpHeaders.createOptimized(
          "authorization, content-type, content-encoding, x-correlation-id, traceparent");
  private static final CharSequence DAY_SECONDS = HttpHeaders.createOptimized("86400");
  private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("Bearer");
  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("www-authenticate");
  private static final CharSequence ALLOW = HttpHeaders.createOptimized("allow");
  private static final CharSequence ALLOWED_METHODS = HttpHeaders.createOptimized("POST, OPTIONS");

  private final IngestCounts counts;
  private final InstantSource clock;
  private final RetryAfter retryAfter;
  private final Reply reply = new Reply();

  Answers(IngestCounts counts, InstantSource clock, RandomGenerator random) {
    this.counts = counts;
    this.clock = clock;
    this.retryAfter = new RetryAfter(random);
  }

  /// Sets what every answer carries.
  void begin(HttpServerRequest request, Trace trace) {
    MultiMap headers = request.response().headers();
    Traces.into(headers, trace);
    if (request.headers().contains(HttpHeaders.ORIGIN)) {
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
      headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  /// Tells a browser what it may send.
  void preflight(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response
        .headers()
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
        .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS)
        .set(ALLOW, ALLOWED_METHODS);
    response.setStatusCode(204).end();
  }

  /// 202, with what became of each item.
  ///
  /// @param durable null when there was nothing to write into the journal
  void taken(Exchange exchange, Appended.@Nullable Durable durable) {
    counts.answered(exchange, System.nanoTime() - exchange.arrivedNanos);
    HttpServerResponse response = exchange.request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(202);
    response.headers().add(HttpHeaders.CONTENT_TYPE, JSON);
    response.end(Buffer.buffer(reply.of(exchange, durable, clock.instant())));
  }

  Future<Void> refused(Exchange exchange, Denial denial) {
    counts.refuse(denial.refusal());
    HttpServerResponse response = exchange.request.response();
    if (response.closed() || response.ended()) {
      return Future.succeededFuture();
    }
    if (!denial.retryAfter().isZero()) {
      long seconds = retryAfter.seconds(denial.retryAfter());
      response.headers().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    switch (denial.problem().status()) {
      case 401 -> response.headers().set(WWW_AUTHENTICATE, CHALLENGE);
      case 405 -> response.headers().set(ALLOW, ALLOWED_METHODS);
      default -> {}
    }
    return denial.problem().send(response);
  }
}
