package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
  private static final String BATCH = Rig.batch(Rig.event(1));

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = Rig.in(folder);
    rig.keys.replace(
        KeyRing.of(
            List.of(
                Rig.key("demo", Rig.KEY),
                Rig.key("shop", "pk_shop", List.of("https://shop.example"), ApiKey.Rate.WIDE),
                Rig.key("slow", "pk_slow", List.of("*"), new ApiKey.Rate(1, 3)),
                Rig.key("back", "sk_back", List.of(), ApiKey.Rate.WIDE))));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aKeyMayComeAsBearerTokenOrInTheQuery() {
    var body = BodyPublishers.ofString(BATCH);

    assertThat(rig.send(rig.request().header("Authorization", "bearer pk_demo").POST(body)).ack())
        .hasSize(1);
    assertThat(rig.send(rig.request("/api/sync?key=pk_demo").POST(body)).ack()).hasSize(1);
    assertThat(rig.send(rig.request("/api/sync?a=b&key=pk%5Fdemo&c").POST(body)).ack()).hasSize(1);
  }

  @Test
  void withoutAKnownKeyNothingIsTaken() {
    var body = BodyPublishers.ofString(BATCH);

    Answer none = rig.send(rig.request().POST(body));
    Answer unknown = rig.send(rig.request("/api/sync?key=pk_other").POST(body));
    Answer basic = rig.send(rig.request().header("Authorization", "Basic cGtfZGVtbw==").POST(body));

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.code()).isEqualTo("no-key");
    assertThat(none.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.code()).isEqualTo("unknown-key");
    assertThat(basic.status()).isEqualTo(401);
    assertThat(rig.journalled()).isEmpty();
  }

  @Test
  void aSecretKeyMayNotTravelInTheUrl() {
    Answer inUrl =
        rig.send(rig.request("/api/sync?key=sk_back").POST(BodyPublishers.ofString(BATCH)));
    Answer asToken =
        rig.send(
            rig.request()
                .header("Authorization", "Bearer sk_back")
                .POST(BodyPublishers.ofString(BATCH)));

    assertThat(inUrl.status()).isEqualTo(401);
    assertThat(inUrl.code()).isEqualTo("secret-in-url");
    assertThat(asToken.status()).isEqualTo(202);
  }

  @Test
  void untilThereIsAKeyRingEverybodyIsAskedToComeAgain() {
    try (Rig fresh = Rig.withoutKeys(folder.resolve("fresh"))) {
      Answer answer = fresh.post(BATCH);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("keys-not-loaded");
      assertThat(Long.parseLong(answer.header("retry-after"))).isBetween(5L, 10L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pk_shop, https://shop.example, 202",
    "pk_shop, https://shop.example.evil, 403",
    "pk_shop, http://shop.example, 403",
    "pk_shop, null, 403",
    "pk_demo, https://any.example, 202",
    "sk_back, https://shop.example, 403",
  })
  void aPageMaySendOnlyFromTheOriginsOfItsKey(String key, String origin, int status) {
    Answer answer =
        rig.send(
            rig.request()
                .header("Authorization", "Bearer " + key)
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(BATCH)));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("access-control-expose-headers")).contains("retry-after");
    assertThat(answer.header("access-control-allow-credentials")).isEmpty();
  }

  @Test
  void aPreflightSaysWhatAPageMaySend() {
    Answer answer =
        rig.send(
            rig.request()
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("POST");
    assertThat(answer.header("access-control-allow-headers"))
        .contains("authorization", "content-type", "content-encoding", "x-correlation-id");
    assertThat(answer.header("access-control-max-age")).isEqualTo("86400");
  }

  @Test
  void onlyPostBringsSignals() {
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
      Answer answer = rig.send(rig.request().method(method, BodyPublishers.ofString(BATCH)));
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("POST, OPTIONS");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "text/plain;charset=UTF-8",
        "Application/JSON; charset=\"utf-8\"",
      })
  void jsonMayComeUnderTheseNames(String contentType) {
    assertThat(rig.post(bytes(BATCH), "Content-Type", contentType).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/html, media-type",
    "Content-Type, application/x-www-form-urlencoded, media-type",
    "Content-Type, application/json;charset=iso-8859-1, media-type",
    "Content-Encoding, br, encoding",
    "Content-Encoding, 'gzip, gzip', encoding",
  })
  void otherMediaTypesAreRefused(String header, String value, String code) {
    Answer answer = rig.post(bytes(BATCH), header, value);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":[]}x",
        "{\"events\":[]}{\"events\":[]}",
        "{\"events\":[],\"events\":[]}",
        "{\"events\":[{\"id\":\"0193517c-b2f0-7a3e-9c4d-5e6f70819203\",\"type\":\"a\"},}",
        "{\"events\":[{\"id\":\"0193517c-b2f0-7a3e-9c4d-5e6f70819203\",\"type\":\"a\"}]",
        "{\"events\":[{\"id\":\"0193517c-b2f0-7a3e-9c4d-5e6f70819203\",\"type\":\"a\"},{\"a\":tru}]}",
        "{'events':[]}",
        "{\"events\":[NaN]}",
        "{\"events\":[]/*comment*/}",
      })
  void aBodyWithBrokenSyntaxIsRefusedWholeAndNothingOfItIsTaken(String body) {
    Answer answer = rig.post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(rig.journal.durableThrough()).isZero();
  }

  @Test
  void aKeyOverItsShareIsAskedToWaitAndABatchMayGoIntoDebt() {
    String five = Rig.batch(Rig.event(1), Rig.event(2), Rig.event(3), Rig.event(4), Rig.event(5));

    Answer first = rig.post(bytes(five), "Authorization", "Bearer pk_slow");
    Answer second = rig.post(bytes(five), "Authorization", "Bearer pk_slow");
    Answer other = rig.post(five);

    assertThat(first.ack()).hasSize(5);
    assertThat(second.status()).isEqualTo(429);
    // Three were there, five were taken, one a second comes back: three seconds until one is.
    assertThat(Long.parseLong(second.header("retry-after"))).isBetween(2L, 6L);
    assertThat(other.status()).isEqualTo(202);
    assertThat(rig.ingest.counts().refused(Refusal.RATE)).isEqualTo(1);
  }

  @Test
  void namesOfARequestAreTakenOverWhenValidAndMadeOtherwise() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    Answer given =
        rig.post(bytes(BATCH), "X-Correlation-Id", "order-17:a.b_c", "traceparent", traceparent);
    Answer wrong = rig.post(bytes(BATCH), "X-Correlation-Id", "a b", "traceparent", "00-0-0-01");

    assertThat(given.header("x-correlation-id")).isEqualTo("order-17:a.b_c");
    assertThat(given.header("traceparent")).isEqualTo(traceparent);
    assertThat(wrong.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(wrong.header("x-correlation-id"))
        .isEqualTo(wrong.header("traceparent").substring(3, 35));
    assertThat(rig.journalled().get(1).arrival().correlationId())
        .isEqualTo(wrong.header("x-correlation-id"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
