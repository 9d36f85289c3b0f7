package dev.holdfast.drill.scenario;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.load.Response;
import dev.holdfast.drill.time.Patience;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The end of a run: waits until all is quiet and writes down what the product holds.
final class Settling {
  private static final Duration BOOKS_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final long IDLE_MILLIS = 2_000;
  private static final int STRAGGLERS_MAX = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final Subject subject;
  private final Recorder recorder;
  private final Duration patience;
  private long arrivedBefore = -1;
  private long unchangedSince;

  Settling(Subject subject, Recorder recorder, Duration patience) {
    this.subject = subject;
    this.recorder = recorder;
    this.patience = patience;
  }

  /// @param owed items that must have arrived
  void settle(long owed) throws InterruptedException {
    Ledger ledger = subject.ledger();
    Patience.await(patience, LOOK_EVERY, () -> ledger.arrived() >= owed || isIdle(ledger));
    Patience.await(shorter(patience, BOOKS_MAX), LOOK_EVERY, () -> quiet(books()));
    recorder.books(books());
    ledger.copyTo(recorder);
    recorder.flush();
    lookForStragglers();
  }

  /// The journal is empty and nothing arrives any more: what is missing now will not come.
  private boolean isIdle(Ledger ledger) {
    long arrived = ledger.arrived();
    if (arrived != arrivedBefore || inJournal(books()) != 0) {
      arrivedBefore = arrived;
      unchangedSince = recorder.clock().millis();
    }
    return recorder.clock().millis() - unchangedSince > IDLE_MILLIS;
  }

  /// What was acknowledged and did not arrive: does the server still know it?
  private void lookForStragglers() {
    Api api = subject.api();
    List<String> missing = Checker.missing(History.read(recorder.folder()));
    for (String id : missing.subList(0, Math.min(missing.size(), STRAGGLERS_MAX))) {
      if (api.read("/api/signals/" + id).filter(Settling::inJournal).isPresent()) {
        recorder.found(new Found(Place.JOURNAL, id, "", ""));
      }
    }
  }

  private static boolean inJournal(Response answer) {
    return answer.status() == 200 && answer.body().contains("\"in_journal\"");
  }

  private String books() {
    return subject
        .api()
        .read("/api/books")
        .filter(r -> r.status() == 200)
        .map(Response::body)
        .orElse("");
  }

  private static boolean quiet(String books) {
    return inJournal(books) == 0 && total(books).path("unexplained").asLong(-1) == 0;
  }

  private static long inJournal(String books) {
    return total(books).path("inJournal").asLong(-1);
  }

  private static JsonNode total(String books) {
    try {
      return JSON.readTree(books).path("total");
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
