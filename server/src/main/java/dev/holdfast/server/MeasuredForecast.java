package dev.holdfast.server;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineStatus;
import dev.holdfast.server.ingest.DrainForecast;
import java.time.Duration;

/// Tells how long the drain still needs, from its measured rate and what waits.
record MeasuredForecast(Engine engine) implements DrainForecast {
  @Override
  public Duration untilDrained() {
    EngineStatus status = engine.status();
    return status.drainedPerSecond() < 1
        ? Duration.ZERO
        : Duration.ofMillis((long) (1_000 * status.waiting() / status.drainedPerSecond()));
  }
}
