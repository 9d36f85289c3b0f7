package dev.holdfast.server.ingest;

import dev.holdfast.journal.Entry;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Encoder;
import dev.holdfast.signal.Message;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Turns a batch into journal entries: the declaration first, then each item with its bytes as they
/// came. Safe for many threads.
final class Transcript {
  private final InstantSource clock;

  Transcript(InstantSource clock) {
    this.clock = clock;
  }

  /// The entries; the exchange learns how many items they stand for.
  List<Entry> of(Exchange exchange, Pass pass, Reading.Batch batch, byte[] body) {
    Arrival arrival = arrival(exchange, pass.key(), batch.envelope());
    Encoder encoder = new Encoder(arrival);
    List<Entry> entries = new ArrayList<>(batch.items().size() + 1);
    Message.Declaration declaration = batch.envelope().declaration(arrival, batch.items().size());
    if (declaration != null) {
      entries.add(encoder.entry(declaration));
    }
    for (Found item : batch.items()) {
      ByteBuffer raw = ByteBuffer.wrap(body, item.from(), item.to() - item.from());
      switch (item) {
        case Found.Sound sound -> {
          exchange.accepted++;
          entries.add(encoder.entry(signal(arrival, sound, raw)));
        }
        case Found.Unsound unsound -> {
          if (pass.keeps(raw.remaining())) {
            entries.add(encoder.entry(rejected(arrival, unsound, raw)));
          } else {
            exchange.unkept++;
          }
        }
      }
    }
    return entries;
  }

  private Arrival arrival(Exchange exchange, ApiKey key, Envelope envelope) {
    return new Arrival(
        key.owner().tenant(),
        key.owner().site(),
        key.id(),
        clock.instant(),
        exchange.trace.correlationId(),
        exchange.trace.traceparent(),
        envelope.device(),
        envelope.epoch());
  }

  private static Message signal(Arrival arrival, Found.Sound sound, ByteBuffer raw) {
    return new Message.Signal(
        arrival, sound.id(), sound.type(), sound.seq(), sound.at(), sound.session(), raw);
  }

  private static Message rejected(Arrival arrival, Found.Unsound unsound, ByteBuffer raw) {
    Fault fault = unsound.fault();
    return new Message.Rejected(
        arrival, unsound.id(), unsound.seq(), fault.code(), fault.reason(), raw);
  }
}
