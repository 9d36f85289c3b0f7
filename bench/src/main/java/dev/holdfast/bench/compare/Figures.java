package dev.holdfast.bench.compare;

import java.util.Locale;

/// Numbers as people read them.
public final class Figures {
  private Figures() {}

  public static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  public static String tenths(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  /// A ratio: two digits behind the point.
  public static String ratio(double value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }
}
