package dev.holdfast.postgres;

import java.time.Duration;

/// The growing pause between two starts; back to the shortest once a server has lived a while.
/// Confined to one thread.
final class Backoff {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private Duration next = SHORTEST;

  /// The pause after a server that was up this long.
  Duration after(Duration up) {
    if (up.compareTo(A_WHILE) >= 0) {
      next = SHORTEST;
    }
    Duration pause = next;
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return pause;
  }
}
