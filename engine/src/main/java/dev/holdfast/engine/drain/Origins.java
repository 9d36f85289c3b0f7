package dev.holdfast.engine.drain;

import dev.holdfast.engine.ledger.Apart;
import dev.holdfast.signal.Arrival;
import org.jspecify.annotations.Nullable;

/// What quarantine is told of an item's origin.
final class Origins {
  private Origins() {}

  static Apart.Origin of(Arrival arrival, @Nullable String signal, long seq) {
    return new Apart.Origin(
        arrival.tenant(),
        arrival.site(),
        signal,
        arrival.device(),
        arrival.epoch(),
        seq,
        arrival.key(),
        arrival.correlationId(),
        arrival.receivedAt());
  }

  static Apart.Origin unknown(String tenant) {
    return new Apart.Origin(tenant, null, null, null, 0, 0, null, null, null);
  }
}
