package dev.holdfast.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs the router in blocking style: a virtual thread for each request, started once its body is
/// there. Safe for many threads.
final class BlockingRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingRoutes.class);
  static final String BODY_KEY = "holdfast.body";
  private static final String MDC_CORRELATION = "correlation";
  private static final ScopedValue<Buffer> BODY = ScopedValue.newInstance();

  private static final Problem NOT_FOUND =
      new Problem(404, "not-found", "There is nothing at this path.");
  private static final Problem WRONG_METHOD =
      new Problem(405, "wrong-method", "This path does not take this method.");
  private static final Problem UNEXPECTED =
      new Problem(500, "unexpected", "The server failed; its log says why, by correlation id.");
  private static final Problem BUSY =
      new Problem(503, "busy", "Too many requests are being served; try again shortly.");
  private static final Problem TOO_LARGE =
      new Problem(413, "body-too-large", "The body is larger than this path takes.");
  private static final Problem LENGTH_REQUIRED =
      new Problem(411, "length-required", "Send the body with a Content-Length.");

  private final Router router;
  private final Semaphore room;
  private final int bodyBytesMax;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  BlockingRoutes(Vertx vertx, HttpConfig config, List<Routes> routes) {
    this.room = new Semaphore(config.limits().blockingRequestsMax());
    this.bodyBytesMax = config.limits().blockingBodyBytesMax();
    this.router = Router.router(vertx);
    router.route().handler(context -> context.put(BODY_KEY, BODY.get()).next());
    routes.forEach(each -> each.mount(router));
    router.errorHandler(404, context -> fail(context, NOT_FOUND));
    router.errorHandler(405, context -> fail(context, WRONG_METHOD));
    router.errorHandler(500, this::failUnexpectedly);
  }

  /// Called on the event loop of the request.
  void handle(HttpServerRequest request) {
    if (!hasBody(request)) {
      start(request, Buffer.buffer());
    } else if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      refuse(request, LENGTH_REQUIRED);
    } else if (contentLength(request) > bodyBytesMax) {
      refuse(request, TOO_LARGE);
    } else {
      request.body().onSuccess(body -> start(request, body));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void start(HttpServerRequest request, Buffer body) {
    if (!room.tryAcquire()) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      BUSY.send(request.response());
      return;
    }
    threads.execute(() -> ScopedValue.where(BODY, body).run(() -> run(request)));
  }

  private void run(HttpServerRequest request) {
    try (var _ =
        MDC.putCloseable(MDC_CORRELATION, request.response().headers().get(Trace.CORRELATION_ID))) {
      router.handle(request);
    } finally {
      room.release();
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    return !request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)
        && (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  private static long contentLength(HttpServerRequest request) {
    try {
      return Long.parseLong(request.headers().get(HttpHeaders.CONTENT_LENGTH));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /// The rest of an unwanted body is not worth reading.
  private static void refuse(HttpServerRequest request, Problem problem) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    problem.send(request.response());
  }

  private static void fail(RoutingContext context, Problem problem) {
    problem.send(context.response());
  }

  private void failUnexpectedly(RoutingContext context) {
    LOG.error(
        "Request failed; answered 500. method={} path={}",
        context.request().method(),
        context.request().path(),
        context.failure());
    UNEXPECTED.send(context.response());
  }
}
