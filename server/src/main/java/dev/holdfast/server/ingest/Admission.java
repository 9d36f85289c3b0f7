package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Decides by the head of a request alone whether its body is worth reading. Safe for many threads.
final class Admission {
  private static final String BEARER = "Bearer ";
  private static final String KEY_PARAMETER = "key=";

  private static final Denial METHOD =
      Denial.forGood(Refusal.METHOD, 405, "wrong-method", "Signals come by POST.");
  private static final Denial NO_KEY =
      Denial.forGood(
          Refusal.NO_KEY,
          401,
          "no-key",
          "Send the key as `Authorization: Bearer KEY` or, a write key only, as `?key=KEY`.");
  private static final Denial SECRET_IN_URL =
      Denial.forGood(
          Refusal.NO_KEY,
          401,
          "secret-in-url",
          "A secret key must not travel in a URL, where logs keep it; send it as a Bearer token.");
  private static final Denial UNKNOWN_KEY =
      Denial.forGood(Refusal.UNKNOWN_KEY, 401, "unknown-key", "This key is not known here.");
  private static final Denial KEYS_NOT_LOADED =
      Denial.forNow(
          Refusal.KEYS_NOT_LOADED,
          "keys-not-loaded",
          "The server does not know its keys yet; send the same again later.",
          Duration.ofSeconds(5));
  private static final Denial ORIGIN =
      Denial.forGood(
          Refusal.ORIGIN,
          403,
          "origin-not-allowed",
          "This key may not be used from pages of this origin.");
  private static final Denial MEDIA_TYPE =
      Denial.forGood(
          Refusal.MEDIA_TYPE,
          415,
          "media-type",
          "Send JSON in UTF-8, as application/json or text/plain.");
  private static final Denial ENCODING =
      Denial.forGood(Refusal.MEDIA_TYPE, 415, "encoding", "Send the body plain or as gzip.");

  private final Keys keys;
  private final Denial tooLarge;
  private final int bytesMax;

  Admission(Keys keys, IngestConfig.Body limits) {
    this.keys = keys;
    this.bytesMax = limits.bytesMax();
    this.tooLarge =
        Denial.forGood(
            Refusal.TOO_LARGE,
            413,
            "body-too-large",
            "A body takes at most %d bytes; send it in parts.".formatted(bytesMax));
  }

  /// Who may go on.
  sealed interface Verdict {
    record Admitted(Pass pass, boolean packed) implements Verdict {}

    record Denied(Denial denial) implements Verdict {}
  }

  Verdict judge(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (!request.method().equals(HttpMethod.POST)) {
      return new Verdict.Denied(METHOD);
    }
    String secret = secret(headers.get(HttpHeaders.AUTHORIZATION), request.query());
    Pass pass = secret == null ? null : keys.pass(secret);
    if (pass == null) {
      return new Verdict.Denied(keyless(secret));
    }
    String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    Denial denial = denial(headers, pass, encoding);
    return denial == null
        ? new Verdict.Admitted(pass, encoding != null && isGzip(encoding))
        : new Verdict.Denied(denial);
  }

  Denial tooLarge() {
    return tooLarge;
  }

  private Denial keyless(@Nullable String secret) {
    if (!keys.loaded()) {
      return KEYS_NOT_LOADED;
    }
    return secret == null ? NO_KEY : UNKNOWN_KEY;
  }

  private @Nullable Denial denial(MultiMap headers, Pass pass, @Nullable String encoding) {
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin != null && !pass.key().allows(origin)) {
      return ORIGIN;
    }
    if (pass.key().kind() == ApiKey.Kind.SECRET && !headers.contains(HttpHeaders.AUTHORIZATION)) {
      return SECRET_IN_URL;
    }
    String mediaType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (mediaType != null && !MediaType.isJson(mediaType)) {
      return MEDIA_TYPE;
    }
    if (encoding != null && !isGzip(encoding) && !encoding.equalsIgnoreCase("identity")) {
      return ENCODING;
    }
    return rate(pass);
  }

  private static @Nullable Denial rate(Pass pass) {
    long waitNanos = pass.enter();
    return waitNanos == 0
        ? null
        : new Denial(
            Refusal.RATE,
            new Problem(
                429,
                "rate",
                "This key has used up its share of %d signals a second."
                    .formatted(pass.key().rate().signalsPerSecond())),
            Duration.ofNanos(waitNanos));
  }

  /// The Bearer token, otherwise the query's `key`.
  private static @Nullable String secret(@Nullable String authorization, @Nullable String query) {
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? authorization.substring(BEARER.length()).strip()
          : null;
    }
    return query == null ? null : queryKey(query);
  }

  private static @Nullable String queryKey(String query) {
    int from = 0;
    while (from < query.length()) {
      int end = query.indexOf('&', from);
      end = end < 0 ? query.length() : end;
      if (query.startsWith(KEY_PARAMETER, from)) {
        return decode(query.substring(from + KEY_PARAMETER.length(), end));
      }
      from = end + 1;
    }
    return null;
  }

  private static @Nullable String decode(String text) {
    try {
      return text.indexOf('%') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isGzip(String encoding) {
    return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
  }
}
