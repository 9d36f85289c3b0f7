package dev.holdfast.drill.load;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Version 7 ids of the drill's own making: a judge shares no code with what it judges.
public final class Uuid7 {
  private Uuid7() {}

  public static UUID next(long millis, RandomGenerator random) {
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low);
  }
}
