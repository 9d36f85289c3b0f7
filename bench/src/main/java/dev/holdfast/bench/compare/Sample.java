package dev.holdfast.bench.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The figures of one contender in one round, as they travel from its process to the report.
public record Sample(Map<String, String> figures) {
  private static final String PREFIX = "sample\t";

  public Sample {
    figures = Map.copyOf(figures);
  }

  /// One line that `in` finds again.
  public String line() {
    return new TreeMap<>(figures)
        .entrySet().stream()
            .map(figure -> figure.getKey() + "=" + figure.getValue().replaceAll("\\s+", " "))
            .collect(Collectors.joining("\t", PREFIX, ""));
  }

  /// The last sample among lines of output, if there is one.
  public static Optional<Sample> in(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .reduce((_, last) -> last)
        .map(line -> parse(line.substring(PREFIX.length())));
  }

  private static Sample parse(String line) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (String figure : line.split("\t", -1)) {
      int equals = figure.indexOf('=');
      figures.put(figure.substring(0, equals), figure.substring(equals + 1));
    }
    return new Sample(figures);
  }

  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  /// The figure as text; a missing one is a mistake of the contender's child.
  public String text(String key) {
    String value = figures.get(key);
    if (value == null) {
      throw new IllegalArgumentException("No figure named " + key + " in " + figures.keySet());
    }
    return value;
  }
}
