package dev.holdfast.server.ingest;

import java.time.Duration;

/// Tells how long the drain needs for what waits in the journal, at the rate it was measured to
/// have. Asked when the journal is full, so that senders come back when there is room and not
/// before. Must answer from memory.
@FunctionalInterface
public interface DrainForecast {
  /// Knows nothing of a drain.
  DrainForecast NONE = () -> Duration.ZERO;

  Duration untilDrained();
}
