package dev.holdfast.server.ingest;

import java.util.List;

/// How long something took since the start: the figures of a cumulative histogram.
///
/// @param count how many there were
/// @param nanos all of them together
/// @param nanosMax the longest
/// @param steps how many took at most so long, rising
public record Latency(long count, long nanos, long nanosMax, List<Step> steps) {
  public Latency {
    steps = List.copyOf(steps);
  }

  /// `count` of them took at most `micros` microseconds.
  public record Step(long micros, long count) {}
}
