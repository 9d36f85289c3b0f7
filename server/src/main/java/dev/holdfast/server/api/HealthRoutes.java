package dev.holdfast.server.api;

import dev.holdfast.server.health.HealthReport;
import dev.holdfast.server.health.PartName;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.live.Feed;
import dev.holdfast.server.live.Observation;
import dev.holdfast.server.live.Topic;
import dev.holdfast.server.live.Watch;
import dev.holdfast.server.sse.Event;
import dev.holdfast.server.sse.Subscription;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/// Probes and health. Everything is answered from memory, so it answers while PostgreSQL does not;
/// only the ability to acknowledge decides about 200 or 503.
public final class HealthRoutes implements Routes {
  private static final String HEALTH = "health";

  private final Watch watch;
  private final Feed feed;

  public HealthRoutes(Watch watch, Feed feed) {
    this.watch = watch;
    this.feed = feed;
  }

  @Override
  public void mount(Router router) {
    watch.onLook(this::publish);
    router
        .get("/livez")
        .handler(context -> Json.send(context.response(), 200, Map.of("live", true)));
    router.get("/readyz").handler(this::ready);
    router.get("/api/health").handler(this::health);
    router.get("/api/health/stream").handler(this::stream);
  }

  /// Ready is who can acknowledge durably, whatever the database does.
  private void ready(RoutingContext context) {
    HealthReport report = watch.health();
    Json.send(
        context.response(),
        report.acknowledging() ? 200 : 503,
        new Ready(report.acknowledging(), report.part(PartName.JOURNAL).cause()));
  }

  private record Ready(boolean ready, String reason) {}

  private void health(RoutingContext context) {
    HealthReport report = watch.health();
    Json.send(
        context.response(),
        report.acknowledging() ? 200 : 503,
        HealthJson.of(report, watch.latest()));
  }

  private void stream(RoutingContext context) {
    feed.subscribe(
        context.request(),
        new Subscription<>(
            topic -> topic instanceof Topic.Health,
            () -> List.of(event(watch.latest())),
            () -> true));
  }

  private void publish(Observation seen) {
    feed.publish(new Topic.Health(), event(seen));
  }

  private static Event event(Observation seen) {
    return new Event(HEALTH, Json.text(HealthJson.of(seen.health(), seen)));
  }
}
