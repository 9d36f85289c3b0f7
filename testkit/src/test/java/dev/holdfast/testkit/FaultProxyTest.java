package dev.holdfast.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void startBoth() throws IOException {
    server = new EchoServer();
    proxy = FaultProxy.to(server.port());
  }

  @AfterEach
  void stopBoth() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesBytesBothWaysAndCountsThem() throws IOException {
    try (Socket client = connect()) {
      assertThat(say(client, "hello")).isEqualTo("hello");

      assertThat(proxy.passed(Direction.REQUEST)).isEqualTo(5);
      Eventually.asserted(() -> assertThat(proxy.passed(Direction.RESPONSE)).isEqualTo(5));
      assertThat(proxy.connections()).isEqualTo(1);
    }
    Eventually.asserted(() -> assertThat(proxy.connections()).isZero());
  }

  @Test
  void aHalfCloseIsPassedOn() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write("last words".getBytes(UTF_8));
      client.shutdownOutput();

      assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("last words");
    }
  }

  @Test
  void latencyDelaysBothWays() throws IOException {
    proxy.latency(Duration.ofMillis(50));
    try (Socket client = connect()) {
      long start = System.nanoTime();
      say(client, "hello");

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void cutsTheRequestAfterEveryNumberOfBytes() throws IOException {
    for (int bytes = 0; bytes <= 5; bytes++) {
      long before = server.received();
      long expected = before + bytes;
      proxy.cutAfter(Direction.REQUEST, bytes);
      try (Socket client = connect()) {
        client.getOutputStream().write("hello, world".getBytes(UTF_8));

        assertThat(answerBytes(client)).isLessThan(12);
      }
      Eventually.asserted(() -> assertThat(server.received()).isEqualTo(expected));
    }
  }

  // A cut shows as a reset or as an early end, whichever of the two overtakes the other.
  private static int answerBytes(Socket client) {
    try {
      return client.getInputStream().readNBytes(12).length;
    } catch (IOException _) {
      return 0;
    }
  }

  @Test
  void cutsTheResponseAfterEveryNumberOfBytes() throws IOException {
    for (int bytes = 0; bytes <= 5; bytes++) {
      long before = server.received();
      proxy.cutAfter(Direction.RESPONSE, bytes);
      try (Socket client = connect()) {
        client.getOutputStream().write("hello, world".getBytes(UTF_8));

        assertThat(client.getInputStream().readAllBytes()).hasSize(bytes);
      }
      assertThat(server.received()).isEqualTo(before + 12);
    }
  }

  @Test
  void freezesAndFlowsOnWhenHealed() throws IOException {
    try (Socket client = connect()) {
      say(client, "a");
      proxy.freeze();
      client.setSoTimeout(200);
      client.getOutputStream().write('b');
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      proxy.heal();

      client.setSoTimeout(10_000);
      assertThat(client.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void refusesUntilHealed() throws IOException {
    try (Socket client = connect()) {
      say(client, "a");

      proxy.refuse();

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
    proxy.heal();
    try (Socket client = connect()) {
      assertThat(say(client, "again")).isEqualTo("again");
    }
  }

  @Test
  void resetsWhatIsOpenAndWelcomesTheNext() throws IOException {
    try (Socket client = connect()) {
      say(client, "a");

      proxy.reset();

      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    try (Socket client = connect()) {
      assertThat(say(client, "b")).isEqualTo("b");
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(10_000);
    return client;
  }

  private static String say(Socket client, String words) throws IOException {
    client.getOutputStream().write(words.getBytes(UTF_8));
    return new String(client.getInputStream().readNBytes(words.length()), UTF_8);
  }
}
