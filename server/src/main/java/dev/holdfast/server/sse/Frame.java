package dev.holdfast.server.sse;

import io.vertx.core.buffer.Buffer;

/// One published event, encoded once for everybody.
///
/// @param topic what it is about; a subscription filters by it
record Frame<T>(long number, T topic, Buffer bytes) {

  static Buffer encode(String id, Event event) {
    return Buffer.buffer(
        "id: %s\nevent: %s\ndata: %s\n\n".formatted(id, event.name(), event.json()));
  }
}
