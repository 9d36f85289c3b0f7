package dev.holdfast.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The samples of the last minutes, oldest first. Safe for many threads.
final class Samples {
  private static final Duration APART_MIN = Duration.ofMillis(1);

  private final int countMax;
  private final Deque<Sample> kept = new ArrayDeque<>();
  private Instant lastAt = Instant.EPOCH;
  private long lastAccepted;
  private long lastDrained;

  Samples(int countMax) {
    this.countMax = countMax;
  }

  /// Takes running totals and keeps what they grew by, per second.
  synchronized Sample add(Instant at, long accepted, long drained, Duration lag) {
    Duration apart = Duration.between(lastAt, at);
    Sample sample =
        lastAt.equals(Instant.EPOCH) || apart.compareTo(APART_MIN) < 0
            ? new Sample(at, 0, 0, seconds(lag))
            : new Sample(
                at,
                perSecond(accepted - lastAccepted, apart),
                perSecond(drained - lastDrained, apart),
                seconds(lag));
    lastAt = at;
    lastAccepted = accepted;
    lastDrained = drained;
    kept.addLast(sample);
    if (kept.size() > countMax) {
      kept.removeFirst();
    }
    return sample;
  }

  synchronized List<Sample> all() {
    return List.copyOf(kept);
  }

  /// A total can fall: the ledger's figures are older than the journal's while the database is
  /// away.
  private static double perSecond(long grown, Duration apart) {
    return Math.max(0, grown) / seconds(apart);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
