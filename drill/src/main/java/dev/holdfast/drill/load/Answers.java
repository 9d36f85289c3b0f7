package dev.holdfast.drill.load;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an answer by the letter of the contract and reports every breach of it. Immutable.
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration RETRY_UNSAID = Duration.ofSeconds(1);

  private final Consumer<String> breach;

  Answers(Consumer<String> breach) {
    this.breach = breach;
  }

  Reply read(Response response, List<Item> batch) {
    int status = response.status();
    if (status == 202) {
      return accepted(response, batch);
    }
    if (status == 503 || status == 429) {
      if (response.retryAfter().isEmpty()) {
        breach.accept(status + " without Retry-After");
      }
      return new Reply.Later(status, response.retryAfter().orElse(RETRY_UNSAID));
    }
    breach.accept("%d to an honest batch: %s".formatted(status, excerpt(response)));
    return status >= 400 && status < 500
        ? new Reply.Never(status)
        : new Reply.Broken("status " + status, false);
  }

  private Reply accepted(Response response, List<Item> batch) {
    try {
      JsonNode body = JSON.readTree(response.body());
      Set<String> ack = new HashSet<>();
      body.required("ack").forEach(id -> ack.add(id.asString()));
      Set<String> reject = new HashSet<>();
      body.required("reject").forEach(entry -> reject.add(entry.path("id").asString()));
      Set<String> retry = new HashSet<>();
      body.required("retry").forEach(id -> retry.add(id.asString()));
      checkNames(batch, List.of(ack, reject, retry));
      if (!ack.isEmpty() && body.required("receipt").path("grade").asString("").isEmpty()) {
        breach.accept("202 with an ack and without a grade in its receipt");
      }
      return new Reply.Accepted(ack, reject);
    } catch (JacksonException | IllegalArgumentException e) {
      breach.accept("202 without the promised shape: " + excerpt(response));
      return new Reply.Broken("202 without shape", false);
    }
  }

  /// Each id of the request in exactly one list, and no other id in any.
  private void checkNames(List<Item> batch, List<Set<String>> lists) {
    Set<String> asked = new HashSet<>();
    batch.forEach(item -> asked.add(item.id().toString()));
    Set<String> named = new HashSet<>();
    for (Set<String> list : lists) {
      for (String id : list) {
        if (!asked.contains(id)) {
          breach.accept("202 names an id that was not in the request: " + id);
        } else if (!named.add(id)) {
          breach.accept("202 names an id twice: " + id);
        }
      }
    }
    if (named.size() < asked.size()) {
      breach.accept("202 says nothing of %d ids".formatted(asked.size() - named.size()));
    }
  }

  private static String excerpt(Response response) {
    String body = response.body();
    return body.substring(0, Math.min(body.length(), 160));
  }
}
