package dev.holdfast.server.api;

import dev.holdfast.server.http.Routes;
import dev.holdfast.server.ingest.IngestCounts;
import dev.holdfast.server.live.Watch;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Figures for Prometheus, taken from memory when they are asked for. No label carries an id, a URL
/// or a tenant, so their number is fixed.
public final class MetricsRoutes implements Routes, AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public MetricsRoutes(Watch watch, IngestCounts counts) {
    new DoorMeters(counts).bindTo(registry);
    new HouseMeters(watch).bindTo(registry);
    collector.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  @Override
  public void mount(Router router) {
    router.get("/metrics").handler(this::scrape);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  private void scrape(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", TEXT)
        .putHeader("Cache-Control", "no-store")
        .end(registry.scrape(TEXT));
  }
}
