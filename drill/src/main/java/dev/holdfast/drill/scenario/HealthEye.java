package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Response;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what the server says of itself. Safe for many threads.
final class HealthEye {
  static final String OPERATIONAL = "OPERATIONAL";

  private static final JsonMapper JSON = new JsonMapper();

  private final Api api;

  /// One look.
  ///
  /// @param whole the worst of all parts, or `SILENT` when no answer came
  /// @param database what it says of the database
  /// @param journal what it says of the journal
  record Glance(String whole, String database, String journal) {
    static final Glance NONE = new Glance("SILENT", "?", "?");

    boolean showsDatabaseTrouble() {
      return !whole.equals("SILENT") && !database.equals(OPERATIONAL);
    }

    boolean showsJournalTrouble() {
      return !whole.equals("SILENT") && !journal.equals(OPERATIONAL);
    }

    boolean showsDatabaseWell() {
      return database.equals(OPERATIONAL);
    }
  }

  HealthEye(Api api) {
    this.api = api;
  }

  Glance look() {
    Optional<Response> answer = api.read("/api/health");
    if (answer.isEmpty()) {
      return Glance.NONE;
    }
    try {
      JsonNode health = JSON.readTree(answer.get().body());
      return new Glance(
          health.path("state").asString("?"), part(health, "database"), part(health, "journal"));
    } catch (JacksonException e) {
      return Glance.NONE;
    }
  }

  private static String part(JsonNode health, String name) {
    for (JsonNode part : health.path("parts")) {
      if (part.path("name").asString("").equals(name)) {
        return part.path("state").asString("?");
      }
    }
    return "?";
  }
}
