package dev.holdfast.server.console;

import dev.holdfast.server.health.HealthReport;
import dev.holdfast.server.live.EventJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The lists of the first page, in words.
final class Rows {
  static final int RECENT_MAX = 15;

  private Rows() {}

  /// One line of the health list; the live stream sends the same.
  record PartRow(String name, String title, String state, String cause, String nextStep) {}

  /// One line of the recent events.
  record RecentRow(EventJson event, String time) {
    String state() {
      return event.state();
    }

    /// Where the whole way of it is shown; by its correlation id when its own could not be read.
    String link() {
      String known = event.id().isEmpty() ? event.correlationId() : event.id();
      return "/find?q=" + URLEncoder.encode(known, StandardCharsets.UTF_8);
    }
  }

  static List<PartRow> parts(HealthReport report, Words words) {
    return report.parts().stream()
        .map(part ->
            new PartRow(
                part.name().word(),
                part.name().title(),
                part.state().word(),
                part.cause().isEmpty()
                    ? ""
                    : "Since " + words.since(part.since(), report.at()) + ": " + part.cause(),
                part.nextStep()))
        .toList();
  }

  static List<RecentRow> recent(List<EventJson> events, Words words) {
    return events.stream()
        .limit(RECENT_MAX)
        .map(event -> new RecentRow(event, words.time(event.receivedAt())))
        .toList();
  }
}
