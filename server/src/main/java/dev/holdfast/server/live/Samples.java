package dev.holdfast.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The samples of the last minutes, oldest first. Safe for many threads.
final class Samples {
  /// Rates are taken over so much time: the drain works in batches, and a single second would show
  /// their rhythm instead of their rate.
  private static final Duration OVER = Duration.ofSeconds(3);

  private static final Duration OVER_MIN = Duration.ofMillis(1);

  private final int countMax;
  private final Deque<Sample> kept = new ArrayDeque<>();
  private final Deque<Totals> totals = new ArrayDeque<>();

  private record Totals(Instant at, long accepted, long drained) {}

  Samples(int countMax) {
    this.countMax = countMax;
  }

  /// Takes running totals and keeps what they grew by, per second.
  synchronized Sample add(Instant at, long accepted, long drained, Duration lag) {
    totals.addLast(new Totals(at, accepted, drained));
    while (totals.size() > 2 && totals.getFirst().at().plus(OVER).isBefore(at)) {
      totals.removeFirst();
    }
    Totals before = totals.getFirst();
    Duration apart = Duration.between(before.at(), at);
    Sample sample =
        new Sample(
            at,
            perSecond(accepted - before.accepted(), apart),
            perSecond(drained - before.drained(), apart),
            seconds(lag));
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
    return apart.compareTo(OVER_MIN) < 0 ? 0 : Math.max(0, grown) / seconds(apart);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
