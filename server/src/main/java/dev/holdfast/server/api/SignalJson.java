package dev.holdfast.server.api;

import dev.holdfast.engine.trace.Trace;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.live.Inquiry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// The wire form of what is known about one id or correlation id.
///
/// @param complete false when something could not be searched
record SignalJson(String query, boolean complete, List<ItemJson> found) {

  static SignalJson of(Inquiry.Answer answer) {
    return new SignalJson(
        answer.query(), answer.complete(), answer.found().stream().map(ItemJson::of).toList());
  }

  /// One item.
  ///
  /// @param place `in_journal`, `recorded` or `quarantined`
  /// @param data the item as it came: JSON, or a string when it is none; null when it is not kept
  record ItemJson(
      String place,
      String id,
      String tenant,
      String site,
      String type,
      String correlationId,
      @Nullable String traceparent,
      @Nullable UUID device,
      int epoch,
      long seq,
      @Nullable UUID session,
      @Nullable Instant at,
      String key,
      long repeats,
      @Nullable JsonNode data,
      List<StepJson> way) {

    static ItemJson of(Inquiry.Found found) {
      Trace.Found item = found.item();
      Trace.Envelope envelope = item.envelope();
      return new ItemJson(
          item.place().name().toLowerCase(Locale.ROOT),
          item.id(),
          found.tenant(),
          envelope.site(),
          envelope.type(),
          envelope.correlationId(),
          envelope.traceparent(),
          envelope.device(),
          envelope.epoch(),
          envelope.seq(),
          envelope.session(),
          envelope.at(),
          envelope.key(),
          item.repeats(),
          data(item.data()),
          item.way().stream().map(StepJson::of).toList());
    }

    private static @Nullable JsonNode data(@Nullable String raw) {
      if (raw == null) {
        return null;
      }
      Optional<JsonNode> parsed = Json.parse(raw);
      return parsed.isPresent() ? parsed.get() : StringNode.valueOf(raw);
    }
  }

  /// One station of the way.
  record StepJson(String station, @Nullable Instant at, String detail) {
    static StepJson of(Trace.Step step) {
      return new StepJson(step.station(), step.at(), step.detail());
    }
  }
}
