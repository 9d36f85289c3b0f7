package dev.holdfast.drill.history;

import java.time.Duration;

/// A time that was promised, and the time that it took.
///
/// @param millis what it took, `NEVER` when it did not happen while the drill watched
public record Measure(String name, long millis, long limitMillis) implements Line {
  public static final long NEVER = -1;

  /// The measure every scenario with an outage has.
  public static final String LAG_ZERO = "lag 0";

  public static Measure of(String name, long millis, Duration limit) {
    return new Measure(name, millis, limit.toMillis());
  }

  public boolean kept() {
    return millis != NEVER && millis <= limitMillis;
  }

  @Override
  public Object[] fields() {
    return new Object[] {name, millis, limitMillis};
  }

  static Measure parse(Fields in) {
    return new Measure(in.text(), in.number(), in.number());
  }
}
