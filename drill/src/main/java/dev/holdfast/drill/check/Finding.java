package dev.holdfast.drill.check;

import java.util.List;

/// One broken rule of one run.
///
/// @param samples the first few cases, for a person
public record Finding(Rule rule, long count, List<String> samples) {
  private static final int SAMPLES_MAX = 5;

  public Finding {
    samples = List.copyOf(samples.subList(0, Math.min(samples.size(), SAMPLES_MAX)));
  }

  static Finding of(Rule rule, List<String> cases) {
    return new Finding(rule, cases.size(), cases);
  }
}
