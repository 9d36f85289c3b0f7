package dev.holdfast.drill.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void answerWithALengthIsReadWhole() throws IOException {
    Response answer =
        answered("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("later");
    assertThat(answer.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void answerInChunksIsReadWhole() throws IOException {
    Response answer =
        answered(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhell\r\n1;x=y\r\no\r\n0\r\n\r\n");

    assertThat(answer.body()).isEqualTo("hello");
  }

  @Test
  void answerThatEndsEarlyIsNoAnswer() {
    assertThatThrownBy(
            () -> answered("HTTP/1.1 202 Accepted\r\nContent-Length: 50\r\n\r\n{\"ack\""))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> answered("HTTP/1.1 202 Acc")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> answered("")).isInstanceOf(EOFException.class);
  }

  @Test
  void somethingElseThanHttpIsNoAnswer() {
    assertThatThrownBy(() -> answered("SSH-2.0-OpenSSH\r\n\r\n"))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void silenceEndsAtTheLimit() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (ServerSocket server = server();
        Wire wire = Wire.open(server.getLocalPort())) {
      Thread silent = Thread.ofVirtual().start(() -> hold(server, done));
      long began = System.nanoTime();

      assertThatThrownBy(() -> wire.receive(Duration.ofMillis(200)))
          .isInstanceOf(SocketTimeoutException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(190), LIMIT);
      done.countDown();
      silent.join();
    }
  }

  private static Response answered(String bytes) throws IOException {
    try (ServerSocket server = server();
        Wire wire = Wire.open(server.getLocalPort())) {
      Thread.ofVirtual().start(() -> say(server, bytes));
      return wire.receive(LIMIT);
    }
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void say(ServerSocket server, String bytes) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(bytes.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hold(ServerSocket server, CountDownLatch done) {
    try (Socket socket = server.accept()) {
      assertThat(socket.isConnected()).isTrue();
      done.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
