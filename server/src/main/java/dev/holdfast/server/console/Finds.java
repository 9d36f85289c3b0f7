package dev.holdfast.server.console;

import dev.holdfast.engine.trace.Trace;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.live.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts what was found about an id into words. Immutable.
final class Finds {
  private final Words words;

  Finds(Words words) {
    this.words = words;
  }

  FindPage page(Shell shell, Inquiry.Answer answer) {
    return new FindPage(
        shell, answer.query(), answer.complete(), answer.found().stream().map(this::item).toList());
  }

  private FindPage.Item item(Inquiry.Found found) {
    Trace.Found item = found.item();
    return new FindPage.Item(
        place(item),
        item.envelope().type(),
        item.id(),
        facts(found),
        way(item),
        item.data() == null ? "" : Json.indented(item.data()));
  }

  private static FindPage.Place place(Trace.Found item) {
    return switch (item.place()) {
      case IN_JOURNAL ->
          new FindPage.Place(
              "journal", "Acknowledged and durable. It waits in the journal for the ledger.");
      case RECORDED ->
          new FindPage.Place("recorded", "Recorded once" + repeats(item.repeats()) + ".");
      case QUARANTINED ->
          new FindPage.Place("quarantined", "Kept apart with its bytes, to be mended.");
    };
  }

  private static String repeats(long repeats) {
    if (repeats <= 0) {
      return "";
    }
    return repeats == 1
        ? "; it came a second time and was not counted again"
        : "; it came " + Words.count(repeats) + " more times and was not counted again";
  }

  private static List<FindPage.Fact> facts(Inquiry.Found found) {
    Trace.Envelope envelope = found.item().envelope();
    List<FindPage.Fact> facts = new ArrayList<>();
    fact(facts, "Tenant", found.tenant());
    fact(facts, "Site", envelope.site());
    fact(facts, "Key", envelope.key());
    fact(facts, "Correlation id", envelope.correlationId());
    fact(facts, "Trace", envelope.traceparent());
    fact(facts, "Session", envelope.session());
    fact(facts, "Device", envelope.device());
    if (envelope.seq() > 0) {
      fact(facts, "Number in its outbox", Words.count(envelope.seq()));
    }
    return facts;
  }

  private static void fact(List<FindPage.Fact> facts, String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      facts.add(new FindPage.Fact(name, value.toString()));
    }
  }

  private List<FindPage.Station> way(Trace.Found item) {
    List<FindPage.Station> way = new ArrayList<>();
    Instant sent = item.envelope().at();
    if (sent != null) {
      way.add(new FindPage.Station("made", words.moment(sent), "", "by the clock of its device"));
    }
    Instant before = null;
    for (Trace.Step step : item.way()) {
      way.add(station(step, before));
      before = step.at() == null ? before : step.at();
    }
    return way;
  }

  private FindPage.Station station(Trace.Step step, @Nullable Instant before) {
    Instant at = step.at();
    return new FindPage.Station(
        step.station(),
        at == null ? "" : words.moment(at),
        at == null || before == null ? "" : "+ " + Words.duration(Duration.between(before, at)),
        step.detail());
  }
}
