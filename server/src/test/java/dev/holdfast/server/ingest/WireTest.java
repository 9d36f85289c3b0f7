package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import dev.holdfast.signal.Message;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Senders that break off, dribble, or say more than they were asked.
class WireTest {
  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aRequestCutAtAnyByteTakesNothing() throws IOException {
    byte[] whole = plain(Rig.batch(Rig.event(1)));

    for (int cut = 0; cut < whole.length; cut++) {
      sendAndCut(whole, cut, cut % 3 == 0);
    }

    Eventually.asserted(() -> assertThat(rig.ingest.counts().heldBytes()).isZero());
    assertThat(rig.post(Rig.batch(Rig.event(2))).status()).isEqualTo(202);
    assertThat(rig.journalled())
        .map(message -> ((Message.Signal) message).id().toString())
        .containsExactly(Rig.id(2));
  }

  @Test
  void aChunkedRequestCutAtAnyByteTakesNothing() throws IOException {
    byte[] whole = chunked(Rig.batch(Rig.event(1)));

    for (int cut = 0; cut < whole.length; cut++) {
      sendAndCut(whole, cut, cut % 3 == 0);
    }

    Eventually.asserted(() -> assertThat(rig.ingest.counts().heldBytes()).isZero());
    assertThat(rig.post(Rig.batch(Rig.event(2))).status()).isEqualTo(202);
    assertThat(rig.journalled()).hasSize(1);
  }

  @Test
  void aRequestThatComesByteByByteIsTaken() throws IOException {
    try (Socket socket = rig.socket()) {
      socket.setTcpNoDelay(true);
      for (byte each : chunked(Rig.batch(Rig.event(1)))) {
        socket.getOutputStream().write(each);
      }

      assertThat(status(socket)).isEqualTo("HTTP/1.1 202 Accepted");
    }
    assertThat(rig.journalled()).hasSize(1);
  }

  @Test
  void requestsSentAheadAreAnsweredInOrder() throws IOException {
    try (Socket socket = rig.socket()) {
      byte[] three =
          (text(plain(Rig.batch(Rig.event(1))))
                  + text(plain("nonsense"))
                  + text(plain(Rig.batch(Rig.event(2))))
                      .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
              .getBytes(StandardCharsets.UTF_8);
      socket.getOutputStream().write(three);

      String answers = text(socket.getInputStream().readAllBytes());

      assertThat(answers.split("HTTP/1.1 ", -1))
          .satisfiesExactly(
              before -> assertThat(before).isEmpty(),
              first -> assertThat(first).startsWith("202").contains(Rig.id(1)),
              second -> assertThat(second).startsWith("400"),
              third -> assertThat(third).startsWith("202").contains(Rig.id(2)));
    }
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsRefusedAndItsRoomGivenBack() throws IOException {
    rig.close();
    rig = Rig.with(folder, withBody(128L << 20, Duration.ofMillis(50)));
    try (Socket socket = rig.socket()) {
      byte[] whole = plain(Rig.batch(Rig.event(1)));
      socket.getOutputStream().write(whole, 0, whole.length - 1);

      String answer = text(socket.getInputStream().readAllBytes());

      assertThat(answer).startsWith("HTTP/1.1 408").contains("too-slow");
      assertThat(rig.ingest.counts().heldBytes()).isZero();
    }
  }

  @Test
  void withoutRoomForItsBodyARequestIsAskedToComeAgain() throws IOException {
    rig.close();
    rig = Rig.with(folder, withBody(1 << 20, Duration.ofSeconds(20)));
    try (Socket greedy = rig.socket()) {
      greedy.getOutputStream().write(head("Content-Length: 1048000"));
      Eventually.asserted(() -> assertThat(rig.ingest.counts().heldBytes()).isPositive());

      Answer refused = rig.post(Rig.batch(Rig.event(1)) + " ".repeat(1_000));

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("no-room");
      assertThat(refused.header("retry-after")).isNotEmpty();
    }
    Eventually.asserted(() ->
        assertThat(rig.post(Rig.batch(Rig.event(1)) + " ".repeat(1_000)).status()).isEqualTo(202));
  }

  @Test
  void anEndlessBodyIsCutOff() throws IOException {
    try (Socket socket = rig.socket()) {
      socket.getOutputStream().write(head("Transfer-Encoding: chunked"));
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);

      assertThat(chunksTaken(socket, chunk, 10_000)).isLessThan(2_000);
    }
    Eventually.asserted(() -> assertThat(rig.ingest.counts().heldBytes()).isZero());
  }

  @Test
  void aSenderThatWaitsForContinueIsToldTo() throws IOException {
    try (Socket socket = rig.socket()) {
      byte[] body = Rig.batch(Rig.event(1)).getBytes(StandardCharsets.UTF_8);
      socket
          .getOutputStream()
          .write(head("Content-Length: " + body.length + "\r\nExpect: 100-continue"));
      assertThat(status(socket)).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(status(socket)).isEmpty();
      socket.getOutputStream().write(body);

      assertThat(status(socket)).isEqualTo("HTTP/1.1 202 Accepted");
    }
  }

  private void sendAndCut(byte[] whole, int cut, boolean reset) throws IOException {
    try (Socket socket = rig.socket()) {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
      socket.getOutputStream().write(whole, 0, cut);
    }
  }

  private static int chunksTaken(Socket socket, byte[] chunk, int max) {
    for (int i = 0; i < max; i++) {
      try {
        socket.getOutputStream().write(chunk);
      } catch (IOException e) {
        return i;
      }
    }
    return max;
  }

  private static IngestConfig withBody(long heldBytesMax, Duration deadline) {
    IngestConfig.Body body = IngestConfig.STANDARD.body();
    return new IngestConfig(
        new IngestConfig.Body(body.bytesMax(), body.gzipRatioMax(), heldBytesMax, deadline),
        IngestConfig.STANDARD.items(),
        IngestConfig.STANDARD.rejectedBytesPerHour());
  }

  private static byte[] plain(String body) {
    return (text(head("Content-Length: " + body.length())) + body).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] chunked(String body) {
    int half = body.length() / 2;
    return "%s%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
        .formatted(
            text(head("Transfer-Encoding: chunked")),
            half,
            body.substring(0, half),
            body.length() - half,
            body.substring(half))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] head(String more) {
    return "POST /api/sync?key=pk_demo HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
        .formatted(more)
        .getBytes(StandardCharsets.UTF_8);
  }

  /// One line of the answer.
  private static String status(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      assertThat(c).as("after %s", line).isNotNegative();
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
