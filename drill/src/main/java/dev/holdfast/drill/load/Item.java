package dev.holdfast.drill.load;

import dev.holdfast.drill.history.Kind;
import java.util.UUID;

/// One event as an outbox holds it.
///
/// @param key names the event a second time, inside its data
/// @param json exactly as it is sent
record Item(UUID id, long seq, String key, Kind kind, String json) {}
