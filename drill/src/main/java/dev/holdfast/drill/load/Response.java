package dev.holdfast.drill.load;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One HTTP answer.
///
/// @param headers names in lower case
public record Response(int status, Map<String, String> headers, String body) {
  public Response {
    headers = Map.copyOf(headers);
  }

  /// What the server asks the sender to wait, when it says so in whole seconds.
  public Optional<Duration> retryAfter() {
    String value = headers.getOrDefault("retry-after", "");
    return value.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : Optional.empty();
  }

  /// The server will not read another request on this connection.
  boolean closes() {
    return "close".equalsIgnoreCase(headers.get("connection"));
  }
}
