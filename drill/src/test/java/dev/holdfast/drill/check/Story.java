package dev.holdfast.drill.check;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells the history of a run: a flawless one unless something is planted.
final class Story {
  final List<Sent> sent = new ArrayList<>();
  final List<Answered> answered = new ArrayList<>();
  final List<Found> found = new ArrayList<>();
  final List<Mark> marks = new ArrayList<>();
  final List<Measure> measures = new ArrayList<>();
  private String books = "";
  private double servedShare;

  /// A run of so many items, each sent, acknowledged and recorded once.
  static Story ofGoodItems(int count) {
    Story story = new Story();
    for (int i = 0; i < count; i++) {
      story.sends(i, Kind.GOOD);
      story.answers(i, Outcome.OK);
      story.records(i);
    }
    return story;
  }

  Story sends(int i, Kind kind) {
    sent.add(new Sent(i, i, "device", i + 1, id(i), key(i), hash(i), kind));
    return this;
  }

  Story answers(int i, Outcome outcome) {
    answered.add(new Answered(i, i, id(i), outcome, "planted"));
    return this;
  }

  Story records(int i) {
    found.add(new Found(Place.EVENT, id(i), key(i), hash(i)));
    return this;
  }

  Story quarantines(int i) {
    found.add(new Found(Place.QUARANTINE, id(i), key(i), hash(i)));
    return this;
  }

  Story keepsInJournal(int i) {
    found.add(new Found(Place.JOURNAL, id(i), key(i), hash(i)));
    return this;
  }

  /// Takes the item's rows away again.
  Story loses(int i) {
    found.removeIf(row -> row.id().equals(id(i)));
    return this;
  }

  Story faultStands(long from, long to, double servedShare) {
    marks.add(new Mark(from, Mark.What.FAULT_BEGINS, "fault"));
    marks.add(new Mark(to, Mark.What.FAULT_ENDS, "fault"));
    this.servedShare = servedShare;
    return this;
  }

  Story books(String json) {
    books = json;
    return this;
  }

  Judgement judged() {
    return Checker.judge(history());
  }

  History history() {
    String balanced = books.isEmpty() ? balancedBooks() : books;
    return new History(
        new Facts("planted", "Planted", "test", 1, servedShare, "now"),
        sent,
        answered,
        found,
        marks,
        List.of(),
        measures,
        balanced);
  }

  private String balancedBooks() {
    return books(rows(Place.EVENT), rows(Place.QUARANTINE), 0);
  }

  static String books(long recorded, long quarantined, long unexplained) {
    return """
    {"total":{"accepted":%d,"recorded":%d,"duplicate":0,"quarantined":%d,"inJournal":0,\
    "unexplained":%d}}\
    """
        .formatted(recorded + quarantined, recorded, quarantined, unexplained);
  }

  private long rows(Place place) {
    return found.stream().filter(row -> row.place() == place).count();
  }

  static String id(int i) {
    return String.format(Locale.ROOT, "id-%05d", i);
  }

  static String key(int i) {
    return String.format(Locale.ROOT, "key-%05d", i);
  }

  static String hash(int i) {
    return String.format(Locale.ROOT, "hash-%05d", i);
  }
}
