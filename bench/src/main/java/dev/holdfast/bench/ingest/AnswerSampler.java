package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.Pause;
import dev.holdfast.signal.Uuid7;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a few answers in full while the load runs, because the load generator only counts them: is
/// it a 202, and does it acknowledge exactly the ids that were sent? Used once.
final class AnswerSampler {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final Target target;
  private final Shape shape;
  private final RandomGenerator random;
  private final JsonMapper json = new JsonMapper();
  private volatile boolean stopped;

  AnswerSampler(Target target, Shape shape, RandomGenerator random) {
    this.target = target;
    this.shape = shape;
    this.random = random;
  }

  /// What the samples came to.
  ///
  /// @param sent requests sent
  /// @param whole of them answered with 202 and all ids acknowledged
  /// @param firstFault what was wrong with the first that was not; empty when none
  record Seen(int sent, int whole, String firstFault) {}

  /// Samples for as long as the work takes; brings both results together.
  <T> Sampled<T> during(Work<T> work) throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Future<Seen> seen = executor.submit(() -> sample(client));
      try {
        T result = work.run();
        stopped = true;
        return new Sampled<>(result, seen.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } finally {
        stopped = true;
      }
    }
  }

  /// What is done meanwhile.
  interface Work<T> {
    T run() throws InterruptedException;
  }

  /// The result of the work, and of the samples taken meanwhile.
  record Sampled<T>(T result, Seen seen) {}

  private Seen sample(HttpClient client) throws InterruptedException {
    int sent = 0;
    int whole = 0;
    String firstFault = "";
    while (!stopped) {
      sent++;
      String fault = faultOfOne(client);
      whole += fault.isEmpty() ? 1 : 0;
      firstFault = firstFault.isEmpty() ? fault : firstFault;
      Pause.of(PAUSE);
    }
    return new Seen(sent, whole, firstFault);
  }

  private String faultOfOne(HttpClient client) throws InterruptedException {
    List<UUID> ids =
        Stream.generate(() -> Uuid7.next(InstantSource.system(), random))
            .limit(shape.events())
            .toList();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + "/api/sync"))
            .header("Authorization", "Bearer " + target.key())
            .header("Content-Type", "application/json")
            .timeout(ANSWER_MAX)
            .POST(HttpRequest.BodyPublishers.ofString(shape.body(ids)))
            .build();
    try {
      return fault(client.send(request, HttpResponse.BodyHandlers.ofString()), ids);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String fault(HttpResponse<String> response, List<UUID> sent) {
    if (response.statusCode() != 202) {
      return "status " + response.statusCode() + ": " + response.body();
    }
    Set<String> acknowledged = new HashSet<>();
    JsonNode answer = json.readTree(response.body());
    answer.path("ack").forEach(id -> acknowledged.add(id.asString()));
    Set<String> expected = new HashSet<>();
    sent.forEach(id -> expected.add(id.toString()));
    return acknowledged.equals(expected)
        ? ""
        : acknowledged.size() + " of " + expected.size() + " acknowledged: " + response.body();
  }
}
