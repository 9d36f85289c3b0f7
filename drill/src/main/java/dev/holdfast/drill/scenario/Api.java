package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Response;
import dev.holdfast.drill.load.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The server's HTTP API as somebody outside sees it. Safe for many threads.
final class Api {
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final int port;
  private final Path bootstrapKey;

  Api(int port, Path data) {
    this.port = port;
    this.bootstrapKey = data.resolve("keys").resolve("bootstrap");
  }

  /// Empty when no answer came in time.
  Optional<Response> read(String path) {
    try (Wire wire = Wire.open(port)) {
      wire.send(request(path).getBytes(StandardCharsets.US_ASCII));
      return Optional.of(wire.receive(ANSWER));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String request(String path) throws IOException {
    String key = Files.exists(bootstrapKey) ? Files.readString(bootstrapKey).strip() : "";
    return """
    GET %s HTTP/1.1\r
    Host: localhost\r
    Authorization: Bearer %s\r
    Connection: close\r
    \r
    """
        .formatted(path, key);
  }
}
