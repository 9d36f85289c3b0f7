package dev.holdfast.bench.compare;

/// A bound we set ourselves, and what was measured.
///
/// @param sentence what is compared with what
/// @param measured the figure of this run
/// @param bound the figure to reach
/// @param kind whether more or less is better
public record Goal(String sentence, double measured, double bound, Kind kind) {
  /// Which side of the bound is the good one.
  public enum Kind {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  public static Goal atLeast(String sentence, double measured, double bound) {
    return new Goal(sentence, measured, bound, Kind.AT_LEAST);
  }

  public static Goal atMost(String sentence, double measured, double bound) {
    return new Goal(sentence, measured, bound, Kind.AT_MOST);
  }

  public boolean passed() {
    return switch (kind) {
      case AT_LEAST -> measured >= bound;
      case AT_MOST -> measured <= bound;
    };
  }

  String bounds() {
    return kind.sign + " " + figure(bound);
  }

  String figures() {
    return figure(measured);
  }

  private String figure(double value) {
    return bound >= 1_000 ? Figures.whole(value) : Figures.ratio(value);
  }
}
