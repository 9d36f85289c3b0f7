package dev.holdfast.drill.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Another party's server with the same interface: honest, unless it is told to sin.
public final class StubServer implements Closeable {
  /// What it does wrong, every so many items or requests; 0 is never.
  public record Sins(int lose, int recordAgain, int sayNothing, int refuse, int garble) {
    public static Sins none() {
      return new Sins(0, 0, 0, 0, 0);
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final Sins sins;
  private final List<Found> rows = new ArrayList<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private int items;

  public StubServer(Sins sins) throws IOException {
    this.sins = sins;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/sync", this::sync);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public synchronized List<Found> rows() {
    return List.copyOf(rows);
  }

  public synchronized String books() {
    return """
    {"total":{"accepted":%1$d,"recorded":%1$d,"duplicate":0,"quarantined":0,"inJournal":0,\
    "unexplained":0}}\
    """
        .formatted(rows.size());
  }

  private void sync(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int request = requests.incrementAndGet();
    try (exchange) {
      if (isTurn(sins.refuse(), request)) {
        exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.sendResponseHeaders(503, -1);
      } else if (isTurn(sins.garble(), request)) {
        answer(exchange, 200, "<html>sign in to this network</html>");
      } else {
        List<String> ids = record(new String(body, StandardCharsets.UTF_8));
        if (!isTurn(sins.sayNothing(), request)) {
          answer(exchange, 202, acknowledging(ids));
        }
      }
    }
  }

  private static String acknowledging(List<String> ids) {
    String quoted = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
    return """
    {"ack":[%s],"reject":[],"retry":[],"receipt":{"position":1,"grade":"fsync"},"now":"x"}\
    """
        .formatted(quoted);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private synchronized List<String> record(String body) {
    List<String> ids = new ArrayList<>();
    List<String> raws = rawItems(body);
    for (String raw : raws) {
      JsonNode event = JSON.readTree(raw);
      String id = event.path("id").asString();
      ids.add(id);
      if (known.add(id)) {
        items++;
        record(id, event.path("data").path("key").asString(), raw);
      }
    }
    return ids;
  }

  private void record(String id, String key, String raw) {
    if (!isTurn(sins.lose(), items)) {
      rows.add(new Found(Place.EVENT, id, key, Hash.of(raw)));
    }
    if (isTurn(sins.recordAgain(), items)) {
      rows.add(new Found(Place.EVENT, UUID.randomUUID().toString(), key, Hash.of(raw)));
    }
  }

  /// The items as they came: the drill ends each with the same field.
  private static List<String> rawItems(String body) {
    String events = body.substring(body.indexOf("\"events\":[") + 10, body.length() - 2);
    String end = "[1.50, null, {\"deep\":true}]}";
    return Arrays.stream(events.split(Pattern.quote(end)))
        .map(start -> (start.startsWith(",") ? start.substring(1) : start) + end)
        .toList();
  }

  private static boolean isTurn(int every, int count) {
    return every > 0 && count % every == 0;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
