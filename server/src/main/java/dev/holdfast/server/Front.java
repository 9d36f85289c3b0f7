package dev.holdfast.server;

import dev.holdfast.engine.Engine;
import dev.holdfast.journal.Journal;
import dev.holdfast.server.access.Readers;
import dev.holdfast.server.api.HealthRoutes;
import dev.holdfast.server.api.MetricsRoutes;
import dev.holdfast.server.api.ReadRoutes;
import dev.holdfast.server.asset.AssetRoutes;
import dev.holdfast.server.asset.Assets;
import dev.holdfast.server.console.ConsoleConfig;
import dev.holdfast.server.console.ConsoleRoutes;
import dev.holdfast.server.health.HealthConfig;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.ingest.IngestCounts;
import dev.holdfast.server.live.Feed;
import dev.holdfast.server.live.Inquiry;
import dev.holdfast.server.live.IntakeMeter;
import dev.holdfast.server.live.Tail;
import dev.holdfast.server.live.Watch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Everything a browser, a probe or a reading key may ask of a server. Close it before the HTTP
/// door: a stream that is still open would make the door wait for it.
public final class Front implements AutoCloseable {
  private final Watch watch;
  private final Feed feed;
  private final MetricsRoutes metrics;
  private final List<Routes> routes;

  private Front(Inside inside, FrontConfig config, InstantSource clock) {
    Tail tail = new Tail(inside.journal());
    IntakeMeter intake = new IntakeMeter(inside.counts(), tail);
    Engine engine = inside.engine();
    this.watch = Watch.start(inside.journal(), engine, intake, clock, config.health());
    this.feed =
        Feed.start(
            tail,
            () -> engine.status().drainedThrough(),
            Long.toString(clock.millis(), Character.MAX_RADIX));
    this.metrics = new MetricsRoutes(watch, inside.counts());
    this.routes = routes(inside, config, clock);
  }

  /// What the front looks at, and who may look.
  public record Inside(Journal journal, Engine engine, IngestCounts counts, Readers readers) {}

  /// How the front shows it.
  public record FrontConfig(HealthConfig health, ConsoleConfig console) {}

  public static Front open(Inside inside, FrontConfig config, InstantSource clock) {
    return new Front(inside, config, clock);
  }

  /// For the HTTP door.
  public List<Routes> routes() {
    return routes;
  }

  @Override
  public void close() {
    watch.close();
    feed.close();
    metrics.close();
  }

  private List<Routes> routes(Inside inside, FrontConfig config, InstantSource clock) {
    ConsoleRoutes.Sight sight = new ConsoleRoutes.Sight(watch, feed, new Inquiry(inside.engine()));
    List<Routes> all = new ArrayList<>();
    all.add(new HealthRoutes(watch, feed));
    all.add(metrics);
    all.add(new ReadRoutes(inside.readers(), inside.engine(), feed));
    all.add(new ConsoleRoutes(config.console(), inside.readers(), sight, clock));
    all.add(router -> AssetRoutes.mountForEveryOrigin(router, "/t/", new Assets("web/tracker")));
    if (config.console().demoTenant() != null) {
      all.add(router -> AssetRoutes.mount(router, "/demo/", new Assets("web/demo")));
    }
    return List.copyOf(all);
  }
}
