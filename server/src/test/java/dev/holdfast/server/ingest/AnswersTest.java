package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every answer, byte for byte as senders know it: `src/test/resources/golden/ingest`.
class AnswersTest {
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
  void taken() throws IOException {
    assertGolden("taken", post(Rig.batch(Rig.event(1), Rig.event(2))));
  }

  @Test
  void takenWithRejects() throws IOException {
    assertGolden(
        "taken-with-rejects",
        post(
            Rig.batch(
                Rig.event(1),
                "{\"id\":\"é\\\"\\u0007\",\"type\":\"a\"}",
                "{\"id\":\"%s\",\"type\":\"\"}".formatted(Rig.id(2)),
                "5",
                "{\"id\":\"%s\",\"type\":\"a\",\"a\":1,\"a\":1}".formatted(Rig.id(3)))));
  }

  @Test
  void nothingToTake() throws IOException {
    assertGolden("nothing-to-take", post("{\"events\":[]}"));
  }

  @Test
  void notJson() throws IOException {
    assertGolden("not-json", post("{\"events\":[{]}"));
  }

  @Test
  void noKey() throws IOException {
    assertGolden("no-key", rig.send(named().POST(BodyPublishers.ofString("{}"))));
  }

  @Test
  void originNotAllowed() throws IOException {
    rig.keys.replace(
        KeyRing.of(
            List.of(Rig.key("demo", Rig.KEY, List.of("https://a.example"), ApiKey.Rate.WIDE))));

    assertGolden(
        "origin-not-allowed",
        rig.post(
            "{}".getBytes(StandardCharsets.UTF_8),
            "Origin",
            "https://b.example",
            "X-Correlation-Id",
            "golden",
            "traceparent",
            TRACEPARENT));
  }

  @Test
  void wrongMethod() throws IOException {
    assertGolden("wrong-method", rig.send(named().GET()));
  }

  @Test
  void tooManyItems() throws IOException {
    assertGolden("too-many-items", post(Rig.batch("5" + ",5".repeat(500))));
  }

  @Test
  void wrongMediaType() throws IOException {
    assertGolden(
        "media-type",
        rig.post(
            "{}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "text/html",
            "X-Correlation-Id",
            "golden",
            "traceparent",
            TRACEPARENT));
  }

  @Test
  void journalClosed() throws IOException {
    rig.journal.close();

    assertGolden("journal-closed", post(Rig.batch(Rig.event(1))));
  }

  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private Answer post(String body) {
    return rig.post(
        body.getBytes(StandardCharsets.UTF_8),
        "X-Correlation-Id",
        "golden",
        "traceparent",
        TRACEPARENT);
  }

  private HttpRequest.Builder named() {
    return rig.request().header("X-Correlation-Id", "golden").header("traceparent", TRACEPARENT);
  }

  /// Status, headers by name and body. The spread of Retry-After is not part of the form.
  private static void assertGolden(String name, Answer answer) throws IOException {
    StringBuilder text = new StringBuilder().append(answer.status()).append('\n');
    new TreeMap<>(answer.response().headers().map())
        .forEach((header, values) ->
            text.append(header)
                .append(": ")
                .append(header.equals("retry-after") ? "…" : String.join(", ", values))
                .append('\n'));
    text.append('\n').append(answer.text()).append('\n');

    try (InputStream golden =
        AnswersTest.class.getResourceAsStream("/golden/ingest/" + name + ".txt")) {
      String expected =
          golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.toString()).isEqualTo(expected);
    }
  }
}
