package dev.holdfast.bench.compare;

import java.util.List;

/// Median, smallest and largest of one figure over the rounds.
public record Spread(double median, double min, double max) {
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /// `median (min .. max)` in whole numbers with thousands parted.
  public String whole() {
    return Figures.whole(median) + range(Figures.whole(min), Figures.whole(max));
  }

  /// The same with one digit behind the point.
  public String tenths() {
    return Figures.tenths(median) + range(Figures.tenths(min), Figures.tenths(max));
  }

  private static String range(String low, String high) {
    return low.equals(high) ? "" : " (" + low + " .. " + high + ")";
  }
}
