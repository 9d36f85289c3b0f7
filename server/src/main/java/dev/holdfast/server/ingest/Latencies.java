package dev.holdfast.server.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// Counts durations in fixed steps. Safe for many threads.
final class Latencies {
  private static final long[] BOUNDS_MICROS = {
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
    1_000_000, 2_000_000, 5_000_000
  };

  private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator nanosMax = new LongAccumulator(Math::max, 0);

  Latencies() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(long durationNanos) {
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && durationNanos > BOUNDS_MICROS[bucket] * 1_000) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(durationNanos);
    nanosMax.accumulate(durationNanos);
  }

  Latency snapshot() {
    List<Latency.Step> steps = new ArrayList<>(BOUNDS_MICROS.length);
    long count = 0;
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      count += counts[i].sum();
      steps.add(new Latency.Step(BOUNDS_MICROS[i], count));
    }
    return new Latency(
        count + counts[BOUNDS_MICROS.length].sum(), nanos.sum(), nanosMax.get(), steps);
  }
}
