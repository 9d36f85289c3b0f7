package dev.holdfast.server.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.http.TestDoor;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private final AtomicBoolean allowed = new AtomicBoolean(true);
  private final Broadcast<String> broadcast = broadcast(defaults(), "run1");
  private final TestDoor door = door(broadcast);

  @AfterEach
  void close() {
    broadcast.close();
    door.close();
  }

  @Test
  void aNewBrowserGetsASnapshotAndThenWhatItWants() throws Exception {
    try (TestStream stream = TestStream.open(door, "/stream")) {
      assertThat(stream.next("snapshot").data()).isEqualTo("{\"all\":1}");
      awaitSubscribers(1);

      broadcast.publish("other", new Event("news", "{\"n\":0}"));
      broadcast.publish("wanted", new Event("news", "{\"n\":1}"));

      assertThat(stream.next("news"))
          .isEqualTo(new TestStream.Received("run1-2", "news", "{\"n\":1}"));
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .contains("text/event-stream; charset=utf-8");
      assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(stream.response().headers().firstValue("Cache-Control"))
          .contains("no-cache, no-transform");
    }
  }

  @Test
  void aBrowserThatComesBackGetsWhatItMissedAndNoSnapshot() throws Exception {
    publish(5);

    try (TestStream stream = TestStream.open(door, "/stream", "Last-Event-ID", "run1-3")) {
      awaitSubscribers(1);
      publish(1);

      assertThat(stream.next("news").id()).isEqualTo("run1-4");
      assertThat(stream.next("news").id()).isEqualTo("run1-5");
      assertThat(stream.next("news").id()).isEqualTo("run1-6");
    }
  }

  @Test
  void anIdOfAnEarlierRunOrOneTooLongAgoGetsASnapshot() throws Exception {
    publish(defaults().replayMax() + 10);

    for (String id : List.of("run0-3", "run1-3", "run1-999999", "run1-x", "nonsense")) {
      try (TestStream stream = TestStream.open(door, "/stream", "Last-Event-ID", id)) {
        assertThat(stream.next("snapshot").id())
            .as("after " + id)
            .isEqualTo("run1-" + (defaults().replayMax() + 10));
      }
    }
  }

  @Test
  void aBeatReachesScriptsAndDoesNotMoveTheLastId() throws Exception {
    try (TestStream stream = TestStream.open(door, "/stream")) {
      stream.next("snapshot");
      awaitSubscribers(1);

      broadcast.beat();

      assertThat(stream.next("beat").data()).isEqualTo("{}");
    }
  }

  @Test
  void aStreamEndsAtTheBeatAfterItsKeyWasRevoked() throws Exception {
    try (TestStream stream = TestStream.open(door, "/stream")) {
      stream.next("snapshot");
      allowed.set(false);

      broadcast.beat();

      stream.awaitEnd();
      assertThat(broadcast.subscribers()).isZero();
    }
  }

  @Test
  void aBrowserThatLeavesIsForgotten() throws Exception {
    TestStream stream = TestStream.open(door, "/stream");
    stream.next("snapshot");
    awaitSubscribers(1);

    stream.close();

    Eventually.asserted(() -> {
      broadcast.beat();
      assertThat(broadcast.subscribers()).isZero();
    });
  }

  @Test
  void oneStreamTooManyIsRefused() throws Exception {
    Broadcast<String> narrow = broadcast(new BroadcastConfig(8, 1, 1_000, ONE, ONE), "run1");
    try (TestDoor other = door(narrow);
        TestStream _ = TestStream.open(other, "/stream")) {
      Eventually.asserted(() -> assertThat(narrow.subscribers()).isEqualTo(1));

      assertThat(other.get("/stream").statusCode()).isEqualTo(503);
    } finally {
      narrow.close();
    }
  }

  @Test
  void aBrowserThatDoesNotReadIsDroppedAndTheOthersNoticeNothing() throws Exception {
    Broadcast<String> strict =
        broadcast(new BroadcastConfig(4, 8, 16 * 1024, ONE, Duration.ZERO), "run1");
    String big = "\"" + "x".repeat(60_000) + "\"";
    try (TestDoor other = door(strict);
        Socket deaf = connectWithoutReading(other);
        TestStream stream = TestStream.open(other, "/stream")) {
      Eventually.asserted(() -> assertThat(strict.subscribers()).isEqualTo(2));

      // More than any socket buffer takes, one at a time so that the reader keeps up.
      for (int i = 0; i < 400 && strict.subscribers() == 2; i++) {
        strict.publish("wanted", new Event("news", big));
        assertThat(stream.next("news").data()).hasSize(big.length());
        strict.beat();
      }

      assertThat(strict.subscribers()).isEqualTo(1);
      strict.publish("wanted", new Event("news", "1"));
      assertThat(stream.next("news").data()).isEqualTo("1");
      assertThat(deaf.isConnected()).isTrue();
    } finally {
      strict.close();
    }
  }

  private static final Duration ONE = Duration.ofSeconds(1);

  private static BroadcastConfig defaults() {
    return BroadcastConfig.defaults();
  }

  private static Broadcast<String> broadcast(BroadcastConfig config, String epoch) {
    return new Broadcast<>(config, epoch);
  }

  private TestDoor door(Broadcast<String> of) {
    return TestDoor.open(router ->
        router
            .get("/stream")
            .handler(context ->
                of.subscribe(
                    context.request(),
                    new Subscription<>(
                        "wanted"::equals,
                        () -> List.of(new Event("snapshot", "{\"all\":1}")),
                        allowed::get))));
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      broadcast.publish("wanted", new Event("news", "{}"));
    }
  }

  private void awaitSubscribers(int count) {
    Eventually.asserted(() -> assertThat(broadcast.subscribers()).isEqualTo(count));
  }

  private static Socket connectWithoutReading(TestDoor door) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
    socket
        .getOutputStream()
        .write(
            "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(in.read()).isEqualTo('H');
    return socket;
  }
}
