package dev.holdfast.server;

import dev.holdfast.engine.Engine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Gives the ledger a moment to take what still waits in the journal.
final class CatchUp {
  private CatchUp() {}

  /// Waits until nothing waits any more, at most so long; not at all while the database is away.
  static void await(Engine engine, Duration max) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (AutoCloseable _ = engine.onCommit(_ -> countIfDrained(engine, done))) {
      countIfDrained(engine, done);
      done.await(max.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void countIfDrained(Engine engine, CountDownLatch done) {
    if (engine.status().waiting() == 0 || !engine.status().database().up()) {
      done.countDown();
    }
  }
}
