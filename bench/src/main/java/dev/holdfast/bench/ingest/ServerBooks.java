package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the books of a running Holdfast.
final class ServerBooks {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final HoldfastServer server;
  private final JsonMapper json = new JsonMapper();

  ServerBooks(HoldfastServer server) {
    this.server = server;
  }

  /// The totals as they are now.
  Totals totals() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/books"))
            .header("Authorization", "Bearer " + server.secretKey())
            .timeout(ANSWER_MAX)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new CannotRun("The books answer " + response.statusCode() + ": " + response.body());
      }
      return totals(json.readTree(response.body()));
    } catch (IOException e) {
      throw new CannotRun("The books do not answer: " + e, e);
    }
  }

  private static Totals totals(JsonNode books) {
    JsonNode total = books.has("total") ? books.path("total") : books;
    return new Totals(
        total.path("accepted").asLong(),
        total.path("recorded").asLong(),
        total.path("duplicate").asLong(),
        total.path("inJournal").asLong(),
        total.path("unexplained").asLong());
  }

  /// Items taken over, and where they are.
  record Totals(long accepted, long recorded, long duplicate, long inJournal, long unexplained) {}
}
