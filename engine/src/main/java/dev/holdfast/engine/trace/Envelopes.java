package dev.holdfast.engine.trace;

import dev.holdfast.engine.trace.Trace.Envelope;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;

/// Envelopes of messages that are still in the journal.
final class Envelopes {
  private Envelopes() {}

  static Envelope of(Message.Signal signal) {
    Arrival arrival = signal.arrival();
    return new Envelope(
        arrival.site(),
        signal.type(),
        arrival.correlationId(),
        arrival.traceparent(),
        arrival.device(),
        arrival.epoch(),
        signal.seq(),
        signal.session(),
        signal.at(),
        arrival.key());
  }

  static Envelope of(Arrival arrival, String type, long seq) {
    return new Envelope(
        arrival.site(),
        type,
        arrival.correlationId(),
        arrival.traceparent(),
        arrival.device(),
        arrival.epoch(),
        seq,
        null,
        null,
        arrival.key());
  }
}
