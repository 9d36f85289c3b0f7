package dev.holdfast.server.api;

import dev.holdfast.server.ingest.IngestCounts;
import dev.holdfast.server.ingest.Latency;
import dev.holdfast.server.ingest.Refusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;

/// What the ingest counted since the start.
final class DoorMeters {
  private final IngestCounts counts;

  DoorMeters(IngestCounts counts) {
    this.counts = counts;
  }

  void bindTo(PrometheusMeterRegistry registry) {
    FunctionCounter.builder("holdfast.accepted", counts, IngestCounts::accepted)
        .description("Items acknowledged since the start")
        .register(registry);
    FunctionCounter.builder("holdfast.rejected", counts, IngestCounts::rejected)
        .description("Items rejected for good since the start")
        .register(registry);
    FunctionCounter.builder("holdfast.rejected.unkept", counts, IngestCounts::rejectedUnkept)
        .description("Rejected items over their key's quota, not kept")
        .register(registry);
    for (Refusal refusal : Refusal.values()) {
      FunctionCounter.builder("holdfast.refused", counts, it -> it.refused(refusal))
          .description("Requests refused as a whole since the start")
          .tag("reason", refusal.word())
          .register(registry);
    }
    Gauge.builder("holdfast.held", counts, IngestCounts::heldBytes)
        .description("Bytes of request bodies held now")
        .baseUnit("bytes")
        .register(registry);
    registry.getPrometheusRegistry().register((Collector) this::acknowledgement);
  }

  /// The ingest keeps its own histogram, because nothing on its way may allocate or wait.
  private HistogramSnapshot acknowledgement() {
    Latency latency = counts.acknowledgement();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long below = 0;
    for (Latency.Step step : latency.steps()) {
      buckets.bucket(step.micros() / 1e6, step.count() - below);
      below = step.count();
    }
    buckets.bucket(Double.POSITIVE_INFINITY, latency.count() - below);
    return HistogramSnapshot.builder()
        .name("holdfast_acknowledgement_seconds")
        .help("Time from a complete body to its 202, the sync within")
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(latency.nanos() / 1e9)
                .build())
        .build();
  }
}
