package dev.holdfast.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import tools.jackson.core.io.JsonStringEncoder;

/// An error answer after RFC 9457 that names its cause by a stable word.
///
/// @param status HTTP status
/// @param code stable word for the cause; part of the problem's type
/// @param detail one sentence for a person: what is wrong and what to do
public record Problem(int status, String code, String detail) {
  private static final CharSequence MEDIA_TYPE =
      HttpHeaders.createOptimized("application/problem+json");

  /// Answers with this problem; carries the correlation id that the response already has.
  public Future<Void> send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    response.setStatusCode(status);
    response.headers().set(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    response.headers().set(HttpHeaders.CACHE_CONTROL, "no-store");
    String correlationId = response.headers().get(Trace.CORRELATION_ID);
    return response.end(Buffer.buffer(json(Objects.requireNonNullElse(correlationId, ""))));
  }

  String json(String correlationId) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"type\":\"urn:holdfast:problem:").append(code);
    json.append("\",\"title\":\"").append(HttpResponseStatus.valueOf(status).reasonPhrase());
    json.append("\",\"status\":").append(status);
    json.append(",\"detail\":\"");
    JsonStringEncoder.getInstance().quoteAsString(detail, json);
    json.append("\",\"code\":\"").append(code);
    json.append("\",\"correlationId\":\"").append(correlationId).append("\"}");
    return json.toString();
  }
}
