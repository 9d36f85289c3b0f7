package dev.holdfast.server.ingest;

import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import dev.holdfast.server.http.HttpConfig;
import dev.holdfast.server.http.HttpDoor;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import dev.holdfast.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real ingest: a port, a journal in files, and a browser or a socket to talk to it.
final class Rig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");
  static final String KEY = "pk_demo";
  static final FileJournalConfig SMALL =
      FileJournalConfig.defaults()
          .withSizes(new FileJournalConfig.Sizes(8 << 20, 4 << 20, 64 << 20, 0));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Journal journal;
  final Keys keys;
  final Ingest ingest;
  final List<String> heard = new ArrayList<>();
  private final HttpDoor door;
  private final HttpClient client = HttpClient.newHttpClient();

  private Rig(Journal journal, IngestConfig config, DrainForecast forecast) {
    this.journal = journal;
    this.keys = new Keys(config);
    SettableClock clock = SettableClock.at(NOW);
    SplittableGenerator random =
        (SplittableGenerator) RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    this.ingest =
        new Ingest(
            config, journal, keys, new Ingest.Hooks(forecast, this::hear), clock, random.split());
    this.door = HttpDoor.open(loopback(), List.of(ingest), List.of(), clock, random);
  }

  static Rig in(Path folder) {
    return with(folder, IngestConfig.STANDARD);
  }

  static Rig with(Path folder, IngestConfig config) {
    return over(FileJournal.open(folder, SMALL), config);
  }

  static Rig over(Journal journal, IngestConfig config) {
    return new Rig(journal, config, DrainForecast.NONE).withDemoKey();
  }

  static Rig withoutKeys(Path folder) {
    return new Rig(FileJournal.open(folder, SMALL), IngestConfig.STANDARD, DrainForecast.NONE);
  }

  static Rig forecasting(Journal journal, Duration untilDrained) {
    return new Rig(journal, IngestConfig.STANDARD, () -> untilDrained).withDemoKey();
  }

  private Rig withDemoKey() {
    keys.replace(KeyRing.of(List.of(key("demo", KEY))));
    return this;
  }

  static HttpConfig loopback() {
    HttpConfig standard = HttpConfig.standard(0);
    return new HttpConfig(
        "127.0.0.1", 0, 2, standard.limits(), standard.idle(), Duration.ofMillis(200));
  }

  static ApiKey key(String id, String secret) {
    return key(id, secret, List.of("*"), ApiKey.Rate.WIDE);
  }

  static ApiKey key(String id, String secret, List<String> origins, ApiKey.Rate rate) {
    return new ApiKey(
        id,
        ApiKey.hash(secret),
        new ApiKey.Owner("demo", "shop"),
        secret.startsWith("sk_") ? ApiKey.Kind.SECRET : ApiKey.Kind.WRITE,
        origins,
        rate);
  }

  /// An id of version 7, the same for the same number.
  static String id(int n) {
    return new UUID(NOW.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | n).toString();
  }

  static String event(int n) {
    return "{\"id\":\"%s\",\"type\":\"page_view\"}".formatted(id(n));
  }

  static String batch(String... events) {
    return "{\"events\":[" + String.join(",", events) + "]}";
  }

  Answer post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  Answer post(byte[] body, String... headers) {
    HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofByteArray(body));
    request.setHeader("Authorization", "Bearer " + KEY);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  /// Does not wait for the answer.
  Future<Answer> posting(String body) {
    return client
        .sendAsync(
            request()
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(Answer::new);
  }

  /// Without a Content-Length.
  Answer postChunked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        request()
            .header("Authorization", "Bearer " + KEY)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
  }

  HttpRequest.Builder request() {
    return request("/api/sync");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// All messages that a drain would find.
  List<Message> journalled() {
    List<Message> messages = new ArrayList<>();
    try (JournalReader reader = journal.read(1)) {
      for (List<Item> items = next(reader); !items.isEmpty(); items = next(reader)) {
        for (Item item : items) {
          Item.Stored stored = (Item.Stored) item;
          messages.add(MessageCodec.decode(stored.kind(), stored.payload()));
        }
      }
    }
    return messages;
  }

  private static List<Item> next(JournalReader reader) {
    try {
      return reader.next(1_000, 8 << 20, Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void hear(ApiKey key, int accepted, int rejected) {
    heard.add("%s %d %d".formatted(key.id(), accepted, rejected));
  }

  @Override
  public void close() {
    client.close();
    door.close();
    journal.close();
  }

  /// What came back.
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    List<String> ack() {
      return json().get("ack").valueStream().map(JsonNode::asString).toList();
    }

    List<String> rejectCodes() {
      return json().get("reject").valueStream().map(each -> each.get("code").asString()).toList();
    }

    String code() {
      return json().get("code").asString();
    }
  }
}
