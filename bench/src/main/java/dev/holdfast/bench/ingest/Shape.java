package dev.holdfast.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;

/// What one request carries: so many events of 400 bytes.
enum Shape {
  SINGLE("single events, 400 B", 1),
  BATCH("batches of 50, 20 kB", 50);

  private static final int EVENT_BYTES = 400;

  /// Stands where the load generator writes a new id: see load.lua.
  private static final String HOLE = "#".repeat(34);

  private static final String EVENT =
      """
      {"id":"%s","type":"page_view","at":"2026-11-21T12:00:00.000Z",\
      "session":"0193508a-3f00-7000-8000-00000000beef","data":{\
      "url":"https://shop.example/shoes/trail/42?utm_source=news&utm_medium=mail",\
      "referrer":"https://shop.example/","title":"Trail shoes","viewport":"1440x900",\
      "language":"en-GB","note":"%s"}}\
      """;

  private final String title;
  private final int events;

  Shape(String title, int events) {
    this.title = title;
    this.events = events;
  }

  String title() {
    return title;
  }

  int events() {
    return events;
  }

  /// A whole HTTP request with holes for the ids, as load.lua wants it.
  String request(int port, String key) {
    String body = body(place -> HOLE + String.format(Locale.ROOT, "%02x", place));
    return """
    POST /api/sync HTTP/1.1\r
    Host: localhost:%d\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(port, key, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  /// The body with these ids.
  String body(List<UUID> ids) {
    return body(place -> ids.get(place).toString());
  }

  private String body(IntFunction<String> ids) {
    StringBuilder body = new StringBuilder("{\"events\":[");
    for (int place = 0; place < events; place++) {
      body.append(place == 0 ? "" : ",").append(event(ids.apply(place)));
    }
    return body.append("]}").toString();
  }

  private static String event(String id) {
    String padding = "x".repeat(EVENT_BYTES - EVENT.formatted(id, "").length());
    return EVENT.formatted(id, padding);
  }
}
