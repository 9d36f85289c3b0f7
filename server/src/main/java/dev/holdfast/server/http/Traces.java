package dev.holdfast.server.http;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads the names of a request from its headers, or makes them. Confined to one thread.
///
/// A sender that gives no correlation id is correlated by its trace id, so that there is one name
/// less to look for.
public final class Traces {
  private static final int CORRELATION_CHARS_MAX = 128;
  private static final int TRACEPARENT_CHARS = 55;
  private static final int TRACE_ID_AT = 3;
  private static final int PARENT_ID_AT = 36;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FRAME =
      "00-                                -                -01".getBytes(StandardCharsets.US_ASCII);

  private final InstantSource clock;
  private final RandomGenerator random;

  public Traces(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// The names of the request with these headers.
  public Trace of(MultiMap headers) {
    String given = headers.get(Trace.TRACEPARENT);
    String traceparent = given != null && isTraceparent(given) ? given : newTraceparent();
    String correlationId = headers.get(Trace.CORRELATION_ID);
    return new Trace(
        correlationId != null && isCorrelationId(correlationId)
            ? correlationId
            : traceparent.substring(TRACE_ID_AT, PARENT_ID_AT - 1),
        traceparent);
  }

  /// Writes the names into the headers of an answer that has none yet.
  public static void into(MultiMap headers, Trace trace) {
    headers.add(Trace.CORRELATION_ID, trace.correlationId());
    headers.add(Trace.TRACEPARENT, trace.traceparent());
  }

  private String newTraceparent() {
    byte[] text = FRAME.clone();
    // Ids begin with the time, so that they sort by it. An id of all zeros is not valid; a set low
    // bit rules it out.
    putHex(text, TRACE_ID_AT, clock.millis() << 16 | random.nextInt(1 << 16));
    putHex(text, TRACE_ID_AT + 16, random.nextLong() | 1);
    putHex(text, PARENT_ID_AT, random.nextLong() | 1);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void putHex(byte[] text, int at, long value) {
    long rest = value;
    for (int i = at + 15; i >= at; i--) {
      text[i] = DIGITS[(int) rest & 0xF];
      rest >>>= 4;
    }
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
        && isId(text, TRACE_ID_AT, PARENT_ID_AT - 1)
        && isId(text, PARENT_ID_AT, 52)
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
