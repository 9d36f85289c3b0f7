package dev.holdfast.drill.check;

import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's own books, held against themselves and against what is there.
record Books(
    long accepted,
    long recorded,
    long duplicate,
    long quarantined,
    long inJournal,
    long unexplained) {
  private static final JsonMapper JSON = new JsonMapper();

  static List<String> faults(History history) {
    if (history.books().isBlank()) {
      return List.of("the server showed no books at the end");
    }
    try {
      return parse(history.books()).faultsAgainst(history);
    } catch (JacksonException | IllegalArgumentException e) {
      return List.of("the books cannot be read: " + e.getMessage());
    }
  }

  private List<String> faultsAgainst(History history) {
    List<String> faults = new ArrayList<>();
    if (accepted != recorded + duplicate + quarantined + inJournal) {
      faults.add("they do not balance: " + this);
    }
    if (unexplained != 0) {
      faults.add(unexplained + " unexplained");
    }
    compare(faults, "recorded", recorded, rows(history, Place.EVENT));
    compare(faults, "quarantined", quarantined, rows(history, Place.QUARANTINE));
    return faults;
  }

  private static void compare(List<String> faults, String name, long booked, long there) {
    if (booked != there) {
      faults.add("%s %,d in the books, %,d there".formatted(name, booked, there));
    }
  }

  private static long rows(History history, Place place) {
    return history.found().stream().filter(row -> row.place() == place).count();
  }

  /// The figures stand at the top or under `total`.
  private static Books parse(String json) {
    JsonNode root = JSON.readTree(json);
    JsonNode figures = root.has("total") ? root.path("total") : root;
    return new Books(
        figure(figures, "accepted"),
        figure(figures, "recorded"),
        figure(figures, "duplicate"),
        figure(figures, "quarantined"),
        figure(figures, "inJournal"),
        figure(figures, "unexplained"));
  }

  private static long figure(JsonNode figures, String name) {
    JsonNode value = figures.path(name);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("no figure '" + name + "'");
    }
    return value.asLong();
  }
}
