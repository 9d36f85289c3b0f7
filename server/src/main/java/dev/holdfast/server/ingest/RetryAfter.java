package dev.holdfast.server.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a refused sender shall come again: whole seconds, never earlier than the hint, spread over
/// as much time again so that not all come at once. Confined to one thread.
final class RetryAfter {
  private static final long SECONDS_MAX = 300;

  private final RandomGenerator random;

  RetryAfter(RandomGenerator random) {
    this.random = random;
  }

  long seconds(Duration hint) {
    long atLeast = Math.clamp(hint.plusMillis(999).toSeconds(), 1, SECONDS_MAX);
    return atLeast + random.nextLong(atLeast + 1);
  }
}
