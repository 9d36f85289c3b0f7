package dev.holdfast.drill.check;

import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Judges a run by its history alone, so that a better checker can judge an old run again.
///
/// With A the acknowledged ids, E the multiset of recorded rows and P the quarantined ones: lost is
/// A without E and P, duplicated is what E holds twice (by id, or by the key inside the data, since
/// a broken gate may give the same event another id), invented is E without what was sent.
public final class Checker {
  /// A run that acknowledged fewer items than this proves nothing.
  private static final int ACKNOWLEDGED_MIN = 100;

  private final Evidence evidence;

  private Checker(History history) {
    evidence = new Evidence(history);
  }

  public static Judgement judge(History history) {
    Checker checker = new Checker(history);
    List<Finding> findings =
        Stream.of(
                Finding.of(Rule.LOST, checker.lost()),
                Finding.of(Rule.STUCK, checker.stuck()),
                Finding.of(Rule.DUPLICATED, checker.duplicated()),
                Finding.of(Rule.INVENTED, checker.invented()),
                Finding.of(Rule.ALTERED, checker.altered()),
                Finding.of(Rule.MISPARKED, checker.misparked()),
                Finding.of(Rule.BOOKS, Books.faults(history)),
                Finding.of(Rule.BREACH, checker.breaches()),
                Finding.of(Rule.SILENT, checker.silent()),
                Finding.of(Rule.UNSERVED, Service.turnedAway(history)),
                Finding.of(Rule.UNSENT, checker.unsent()),
                Finding.of(Rule.SLOW, checker.slow()))
            .filter(finding -> finding.count() > 0)
            .toList();
    return Judgement.of(checker.tally(), findings);
  }

  /// What the server owes and has neither recorded nor quarantined.
  public static List<String> missing(History history) {
    return new Checker(history).missing().map(Sent::id).toList();
  }

  private List<String> lost() {
    return missing()
        .filter(item -> !evidence.isAt(Place.JOURNAL, item.id()))
        .map(Sent::id)
        .toList();
  }

  private List<String> stuck() {
    return missing().filter(item -> evidence.isAt(Place.JOURNAL, item.id())).map(Sent::id).toList();
  }

  /// What the server owes (acknowledged, or rejected with the promise to keep it) and has neither
  /// recorded nor quarantined.
  private Stream<Sent> missing() {
    return evidence.items().stream()
        .filter(item -> evidence.acknowledged(item.id()) || evidence.rejected(item.id()))
        .filter(item -> !evidence.isAt(Place.EVENT, item.id()))
        .filter(item -> !evidence.isQuarantined(item));
  }

  /// Rows beyond the first: by id, by key, and items both recorded and quarantined.
  private List<String> duplicated() {
    List<String> extra = new ArrayList<>();
    Map<String, String> firstIdByKey = new HashMap<>();
    Map<String, Integer> rowsById = new HashMap<>();
    for (Found row : evidence.rows(Place.EVENT)) {
      String first = firstIdByKey.putIfAbsent(row.key(), row.id());
      boolean again = rowsById.merge(row.id(), 1, Integer::sum) > 1;
      if (again || (first != null && !row.key().isEmpty())) {
        extra.add(row.id() + " key " + row.key());
      } else if (evidence.isAt(Place.QUARANTINE, row.id())) {
        extra.add(row.id() + " recorded and quarantined");
      }
    }
    return extra;
  }

  private List<String> invented() {
    Stream<String> events =
        evidence.rows(Place.EVENT).stream().filter(this::isInvented).map(Found::id);
    Stream<String> quarantined =
        evidence.rows(Place.QUARANTINE).stream()
            .filter(row -> !evidence.wasSent(row))
            .map(row -> "quarantined " + row.id() + " " + row.hash());
    return Stream.concat(events, quarantined).toList();
  }

  /// A row under a foreign id is a duplicate, not an invention, when its key was sent and stands
  /// under its own id too.
  private boolean isInvented(Found row) {
    if (evidence.item(row.id()).isPresent()) {
      return evidence.refusedAlways(row.id());
    }
    return evidence
        .itemByKey(row.key())
        .filter(original -> evidence.isAt(Place.EVENT, original.id()))
        .isEmpty();
  }

  private List<String> altered() {
    return Stream.concat(
            evidence.rows(Place.EVENT).stream(), evidence.rows(Place.QUARANTINE).stream())
        .filter(
            row -> evidence.item(row.id()).filter(s -> !s.hash().equals(row.hash())).isPresent())
        .map(row -> row.place() + " " + row.id())
        .toList();
  }

  private List<String> misparked() {
    List<String> wrong = new ArrayList<>();
    for (Sent item : evidence.items()) {
      boolean recorded = evidence.isAt(Place.EVENT, item.id());
      if (item.kind() == Kind.GOOD && evidence.isAt(Place.QUARANTINE, item.id())) {
        wrong.add("good " + item.id() + " quarantined");
      } else if (isForbidden(item.kind()) && recorded) {
        wrong.add(item.kind() + " " + item.id() + " recorded");
      }
    }
    return wrong;
  }

  private static boolean isForbidden(Kind kind) {
    return kind == Kind.POISON || kind == Kind.BAD;
  }

  private List<String> breaches() {
    return evidence.history().marks().stream()
        .filter(mark -> mark.what() == Mark.What.BREACH)
        .map(Mark::text)
        .toList();
  }

  private List<String> silent() {
    long acknowledged = evidence.with(Outcome.OK);
    return acknowledged >= ACKNOWLEDGED_MIN
        ? List.of()
        : List.of("only " + acknowledged + " acknowledged");
  }

  /// What never got a final answer. A malformed item may end without one: nobody owes it anything.
  private List<String> unsent() {
    return evidence.items().stream()
        .filter(item -> item.kind() == Kind.GOOD || item.kind() == Kind.POISON)
        .map(Sent::id)
        .filter(id -> !evidence.acknowledged(id) && !evidence.rejected(id))
        .toList();
  }

  private List<String> slow() {
    return evidence.history().measures().stream()
        .filter(measure -> !measure.kept())
        .map(measure ->
            measure.millis() == Measure.NEVER
                ? measure.name() + ": never"
                : "%s: %.1f s, promised %.1f s"
                    .formatted(
                        measure.name(),
                        measure.millis() / 1_000.0,
                        measure.limitMillis() / 1_000.0))
        .toList();
  }

  private Tally tally() {
    return new Tally(
        evidence.items().size(),
        evidence.history().sent().size(),
        evidence.with(Outcome.OK),
        evidence.with(Outcome.REJECTED),
        unsent().size(),
        evidence.rows(Place.EVENT).size(),
        evidence.rows(Place.QUARANTINE).size());
  }
}
