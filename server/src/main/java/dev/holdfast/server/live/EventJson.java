package dev.holdfast.server.live;

import java.time.Instant;

/// The wire form of one line of the latest events.
///
/// @param state `journal`: durable, not yet in the ledger; `settled`: the drain has passed it;
///   `rejected`: refused for good and kept
public record EventJson(
    long position,
    String state,
    Instant receivedAt,
    String tenant,
    String site,
    String type,
    String id,
    String correlationId) {

  static EventJson of(LiveSignal signal, long drainedThrough) {
    return new EventJson(
        signal.position(),
        state(signal, drainedThrough),
        signal.receivedAt(),
        signal.tenant(),
        signal.site(),
        signal.type(),
        signal.id(),
        signal.correlationId());
  }

  private static String state(LiveSignal signal, long drainedThrough) {
    if (signal.rejected()) {
      return "rejected";
    }
    return signal.position() <= drainedThrough ? "settled" : "journal";
  }
}
