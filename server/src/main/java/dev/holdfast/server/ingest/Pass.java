package dev.holdfast.server.ingest;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// A key at work: what it may do and what is left of its share. Safe for many threads.
final class Pass {
  private final ApiKey key;
  private final Bucket signals;
  private final Bucket rejectedBytes;

  Pass(ApiKey key, long rejectedBytesPerHour) {
    this.key = key;
    this.signals = bucket(key.rate().burst(), key.rate().signalsPerSecond(), Duration.ofSeconds(1));
    this.rejectedBytes = bucket(rejectedBytesPerHour, rejectedBytesPerHour, Duration.ofHours(1));
  }

  ApiKey key() {
    return key;
  }

  /// Takes one signal's share, before the body is read.
  ///
  /// @return 0 when there was one, otherwise nanoseconds until there will be one
  long enter() {
    if (signals.tryConsume(1)) {
      return 0;
    }
    return Math.max(1, signals.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /// Takes the share of the further signals of a batch. They may go into debt: a batch larger than
  /// what is left passes whole, and the key pays by waiting longer before its next one.
  void charge(int more) {
    if (more > 0) {
      signals.consumeIgnoringRateLimits(more);
    }
  }

  /// Whether this many bytes of a rejected item may still be kept in this hour.
  boolean keeps(int bytes) {
    return rejectedBytes.tryConsume(Math.max(1, bytes));
  }

  private static Bucket bucket(long capacity, long tokens, Duration period) {
    return Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(capacity).refillGreedy(tokens, period).build())
        .build();
  }
}
