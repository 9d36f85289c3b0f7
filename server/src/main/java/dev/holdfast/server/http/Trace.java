package dev.holdfast.server.http;

import io.vertx.core.http.HttpHeaders;

/// What one request is called in every place it passes: taken over from the sender when valid, made
/// here otherwise, and returned in the answer.
///
/// @param correlationId 1 to 128 characters of `A-Z a-z 0-9 . _ : -`
/// @param traceparent W3C trace context, version 00
public record Trace(String correlationId, String traceparent) {
  public static final CharSequence CORRELATION_ID = HttpHeaders.createOptimized("x-correlation-id");
  public static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");
}
