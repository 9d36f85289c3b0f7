package dev.holdfast.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How a comparison is to run.
///
/// @param quick short windows and one round: shows that it works, proves little
/// @param rounds how often every contender runs; the table shows the median
/// @param seed decides the order of the contenders and every payload
/// @param dir where the contenders keep their files; on the disk that is to be measured
/// @param only when not empty, only contenders whose name contains one of these words
public record Settings(boolean quick, int rounds, long seed, Path dir, List<String> only) {
  public Settings {
    only = only.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    if (rounds < 1 || rounds > 100) {
      throw new IllegalArgumentException("rounds must be 1 to 100, was " + rounds);
    }
  }

  /// Whether a contender of this name takes part.
  public boolean includes(String contender) {
    String name = contender.toLowerCase(Locale.ROOT);
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }

  /// A fresh generator that gives the same numbers for the same seed.
  public RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
