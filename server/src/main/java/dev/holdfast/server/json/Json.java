package dev.holdfast.server.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes records as JSON: fields in their order, times as RFC 3339 in UTC.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final ObjectWriter INDENTED =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter()
                  .withSeparators(
                      PrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(
                          Separators.Spacing.AFTER)));

  private Json() {}

  /// One line.
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Somebody's text as JSON, empty when it is none.
  public static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// Somebody's JSON, indented for people; other text as it is.
  public static String indented(String text) {
    return parse(text).map(node -> INDENTED.writeValueAsString(node)).orElse(text);
  }

  /// Answers with the value; nothing keeps a copy on the way.
  public static void send(HttpServerResponse response, int status, Object value) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(Buffer.buffer(MAPPER.writeValueAsBytes(value)));
  }
}
