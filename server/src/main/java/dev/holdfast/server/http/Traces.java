package dev.holdfast.server.http;

import dev.holdfast.signal.Uuid7;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads the names of a request from its headers, or makes them. Confined to one thread.
public final class Traces {
  private static final int CORRELATION_CHARS_MAX = 128;
  private static final int TRACEPARENT_CHARS = 55;
  private static final HexFormat HEX = HexFormat.of();

  private final InstantSource clock;
  private final RandomGenerator random;

  public Traces(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// The names of the request with these headers.
  public Trace of(MultiMap headers) {
    String correlationId = headers.get(Trace.CORRELATION_ID);
    String traceparent = headers.get(Trace.TRACEPARENT);
    return new Trace(
        correlationId != null && isCorrelationId(correlationId)
            ? correlationId
            : Uuid7.next(clock, random).toString(),
        traceparent != null && isTraceparent(traceparent) ? traceparent : newTraceparent());
  }

  /// Writes the names into an answer's headers.
  public static void into(MultiMap headers, Trace trace) {
    headers.set(Trace.CORRELATION_ID, trace.correlationId());
    headers.set(Trace.TRACEPARENT, trace.traceparent());
  }

  private String newTraceparent() {
    StringBuilder text = new StringBuilder(TRACEPARENT_CHARS).append("00-");
    // An id of all zeros is not valid; a set low bit rules it out.
    text.append(HEX.toHexDigits(random.nextLong())).append(HEX.toHexDigits(random.nextLong() | 1));
    return text.append('-').append(HEX.toHexDigits(random.nextLong() | 1)).append("-01").toString();
  }

  static boolean isCorrelationId(String text) {
    if (text.isEmpty() || text.length() > CORRELATION_CHARS_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-' && c != '_' && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }

  /// Version 00 only: of a later version we could not tell what its further fields promise, and the
  /// specification lets us start a new trace.
  static boolean isTraceparent(@Nullable String text) {
    return text != null
        && text.length() == TRACEPARENT_CHARS
        && text.startsWith("00-")
        && text.charAt(35) == '-'
        && text.charAt(52) == '-'
        && isId(text, 3, 35)
        && isId(text, 36, 52)
        && isLowerHex(text, 53, 55);
  }

  private static boolean isId(String text, int from, int to) {
    if (!isLowerHex(text, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isLowerHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
