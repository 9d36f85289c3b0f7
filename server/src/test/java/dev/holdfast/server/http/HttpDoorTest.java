package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpDoorTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private HttpDoor door;

  @BeforeEach
  void open() {
    door = opened(config(0));
  }

  @AfterEach
  void close() {
    leave.countDown();
    client.close();
    door.close();
    door.close();
  }

  @Test
  void aRouteRunsOnItsOwnVirtualThreadAndMayBlock() throws Exception {
    var waiting = client.sendAsync(get("/wait"), BodyHandlers.ofString());
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(send(get("/thread")).body()).startsWith("virtual http-");
    assertThat(waiting.isDone()).isFalse();

    leave.countDown();
    assertThat(waiting.get(20, TimeUnit.SECONDS).body()).isEqualTo("waited");
  }

  @Test
  void aLoopRouteRunsOnAnEventLoop() throws Exception {
    assertThat(send(get("/loop?a=b")).body()).contains("vert.x-eventloop-thread");
  }

  @Test
  void aRouteHasItsWholeBody() throws Exception {
    String body = "x".repeat(1_000);

    assertThat(send(post("/echo", BodyPublishers.ofString(body))).body()).isEqualTo(body);
    assertThat(send(post("/echo", BodyPublishers.noBody())).body()).isEmpty();
    assertThat(send(get("/echo")).statusCode()).isEqualTo(405);
  }

  @Test
  void aBodyThatIsTooLargeOrOfUnknownLengthIsRefused() throws Exception {
    var over = send(post("/echo", BodyPublishers.ofString("x".repeat(1_001))));
    var unknown = send(post("/echo", BodyPublishers.fromPublisher(BodyPublishers.ofString("x"))));

    assertThat(over.statusCode()).isEqualTo(413);
    assertThat(unknown.statusCode()).isEqualTo(411);
  }

  @Test
  void whatGoesWrongIsAProblemWithTheCorrelationId() throws Exception {
    HttpResponse<String> missing =
        send(HttpRequest.newBuilder(uri("/nowhere")).header("X-Correlation-Id", "c-1").build());
    HttpResponse<String> failed = send(get("/fail"));

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(missing.body()).contains("\"correlationId\":\"c-1\"");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).contains("unexpected").doesNotContain("planted");
    assertThat(failed.headers().firstValue("traceparent")).isPresent();
  }

  @Test
  void requestsBeyondTheLimitAreAskedToComeAgain() throws Exception {
    door.close();
    door = opened(config(0, 1));
    var waiting = client.sendAsync(get("/wait"), BodyHandlers.ofString());
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> busy = send(get("/thread"));

    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("retry-after")).isPresent();
    assertThat(send(get("/loop")).statusCode()).isEqualTo(200);
    leave.countDown();
    assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void aPortInUseIsToldInOneSentence() {
    assertThatThrownBy(() -> opened(config(door.port())))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("listen on 127.0.0.1:" + door.port());
  }

  private HttpDoor opened(HttpConfig config) {
    SplittableGenerator random =
        (SplittableGenerator) RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    return HttpDoor.open(
        config, List.of(new Loop()), List.of(this::mount), InstantSource.system(), random);
  }

  private void mount(Router router) {
    router.get("/thread").handler(context -> context.response().end(thread()));
    router.post("/echo").handler(context -> context.response().end(Routes.body(context)));
    router
        .get("/fail")
        .handler(_ -> {
          throw new IllegalStateException("planted by a test");
        });
    router
        .get("/wait")
        .handler(context -> {
          entered.countDown();
          waitToLeave();
          context.response().end("waited");
        });
  }

  private void waitToLeave() {
    try {
      assertThat(leave.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String thread() {
    Thread thread = Thread.currentThread();
    return (thread.isVirtual() ? "virtual " : "platform ") + thread.getName();
  }

  /// Says on which thread it runs.
  private static final class Loop implements LoopRoute {
    @Override
    public String path() {
      return "/loop";
    }

    @Override
    public Handler<HttpServerRequest> open(Context loop) {
      return request -> request.response().end(thread());
    }
  }

  private static HttpConfig config(int port) {
    return config(port, 10);
  }

  private static HttpConfig config(int port, int requestsMax) {
    return new HttpConfig(
        "127.0.0.1",
        port,
        2,
        new HttpConfig.Limits(100, requestsMax, 1_000),
        Duration.ofSeconds(30),
        Duration.ofMillis(200));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(uri(path)).build();
  }

  private HttpRequest post(String path, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(uri(path)).POST(body).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }
}
