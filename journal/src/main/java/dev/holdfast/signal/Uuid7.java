package dev.holdfast.signal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUID version 7 (RFC 9562, section 5.7): the first 48 bits are milliseconds since 1970.
public final class Uuid7 {
  private Uuid7() {}

  public static UUID next(InstantSource clock, RandomGenerator random) {
    return of(clock.millis(), random.nextLong(), random.nextLong());
  }

  /// The smallest possible id of a millisecond: the border between two partitions.
  public static UUID floor(Instant instant) {
    return new UUID(instant.toEpochMilli() << 16, 0);
  }

  /// When a version 7 id says it was made.
  public static Instant instant(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  public static boolean isVersion7(UUID id) {
    return id.version() == 7 && id.variant() == 2;
  }

  private static UUID of(long millis, long high, long low) {
    long top = (millis << 16) | 0x7000L | (high & 0x0FFFL);
    long bottom = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(top, bottom);
  }
}
