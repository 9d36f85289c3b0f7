package dev.holdfast.drill.check;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The three logs of a run, laid side by side by id. Immutable once made.
final class Evidence {
  /// First attempt of every item, in the order of sending.
  private final Map<String, Sent> sent = new LinkedHashMap<>();

  private final Map<String, Set<Outcome>> answers = new HashMap<>();
  private final Map<Place, Map<String, List<Found>>> byId = new EnumMap<>(Place.class);
  private final Map<String, Sent> sentByKey;
  private final Map<String, Sent> sentByHash;
  private final History history;
  private final Set<String> quarantinedHashes;

  Evidence(History history) {
    this.history = history;
    history.sent().forEach(line -> sent.putIfAbsent(line.id(), line));
    sentByKey = index(Sent::key);
    sentByHash = index(Sent::hash);
    for (Answered line : history.answered()) {
      answers.computeIfAbsent(line.id(), _ -> EnumSet.noneOf(Outcome.class)).add(line.outcome());
    }
    for (Place place : Place.values()) {
      byId.put(place, foundById(place));
    }
    quarantinedHashes =
        rows(Place.QUARANTINE).stream().map(Found::hash).collect(Collectors.toSet());
  }

  boolean acknowledged(String id) {
    return outcomes(id).contains(Outcome.OK);
  }

  boolean rejected(String id) {
    return outcomes(id).contains(Outcome.REJECTED);
  }

  /// Every attempt met a definite no, so the product has no right to it.
  boolean refusedAlways(String id) {
    return outcomes(id).equals(Set.of(Outcome.REFUSED));
  }

  History history() {
    return history;
  }

  Collection<Sent> items() {
    return sent.values();
  }

  Optional<Sent> item(String id) {
    return Optional.ofNullable(sent.get(id));
  }

  Optional<Sent> itemByKey(String key) {
    return Optional.ofNullable(sentByKey.get(key));
  }

  boolean wasSent(Found row) {
    return sent.containsKey(row.id()) || sentByHash.containsKey(row.hash());
  }

  boolean isQuarantined(Sent item) {
    return isAt(Place.QUARANTINE, item.id()) || quarantinedHashes.contains(item.hash());
  }

  long with(Outcome outcome) {
    return answers.values().stream().filter(all -> all.contains(outcome)).count();
  }

  boolean isAt(Place place, String id) {
    return map(place).containsKey(id);
  }

  List<Found> rows(Place place) {
    return history.found().stream().filter(row -> row.place() == place).toList();
  }

  Map<String, List<Found>> map(Place place) {
    return byId.getOrDefault(place, Map.of());
  }

  private Set<Outcome> outcomes(String id) {
    return answers.getOrDefault(id, Set.of());
  }

  private Map<String, Sent> index(Function<Sent, String> property) {
    Map<String, Sent> index = new HashMap<>();
    sent.values().forEach(line -> index.putIfAbsent(property.apply(line), line));
    return index;
  }

  private Map<String, List<Found>> foundById(Place place) {
    return history.found().stream()
        .filter(row -> row.place() == place)
        .collect(
            Collectors.groupingBy(
                Found::id, HashMap::new, Collectors.toCollection(ArrayList::new)));
  }
}
