package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// One pass over one body. Confined, used once.
final class BatchParse {
  private static final Problem NOT_AN_OBJECT =
      new Problem(400, "not-an-object", "The body must be one JSON object with an array `events`.");
  private static final Problem EVENTS_TWICE =
      new Problem(400, "events-twice", "The body has the key `events` twice.");

  private final IngestConfig.Items limits;
  private final JsonParser parser;
  private final Draft draft;
  private final Envelope envelope = new Envelope();
  private final int base;
  private @Nullable List<Found> items;

  /// @param base where the parser's input starts in the body
  BatchParse(IngestConfig.Items limits, JsonParser parser, int base) {
    this.limits = limits;
    this.parser = parser;
    this.base = base;
    this.draft = new Draft(limits);
  }

  Reading run() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return new Reading.Refused(NOT_AN_OBJECT);
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      Problem refusal = member(name, value);
      if (refusal != null) {
        return new Reading.Refused(refusal);
      }
    }
    if (items == null || parser.nextToken() != null) {
      return new Reading.Refused(NOT_AN_OBJECT);
    }
    return new Reading.Batch(items, envelope, draft.noted() + envelope.noted());
  }

  private @Nullable Problem member(String name, JsonToken value) {
    if (!name.equals("events")) {
      envelope.take(name, parser, value);
      return null;
    }
    if (items != null) {
      return EVENTS_TWICE;
    }
    if (value != JsonToken.START_ARRAY) {
      return NOT_AN_OBJECT;
    }
    return items(new ArrayList<>());
  }

  private @Nullable Problem items(List<Found> found) {
    items = found;
    for (JsonToken first = parser.nextToken();
        first != JsonToken.END_ARRAY;
        first = parser.nextToken()) {
      if (found.size() == limits.countMax()) {
        return new Problem(
            413,
            "too-many-items",
            "A body takes at most %d events; send it in halves.".formatted(limits.countMax()));
      }
      found.add(item(first));
    }
    return null;
  }

  private Found item(JsonToken first) {
    int from = base + (int) parser.currentTokenLocation().getByteOffset();
    draft.begin();
    if (first != JsonToken.START_OBJECT) {
      Nesting.skip(parser, first);
      parser.finishToken();
      return new Found.Unsound(null, 0, Fault.NOT_AN_OBJECT, from, position());
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      draft.take(name, parser, parser.nextToken());
    }
    return draft.finish(from, position());
  }

  private int position() {
    return base + (int) parser.currentLocation().getByteOffset();
  }
}
