package dev.holdfast.server.console;

import dev.holdfast.server.access.Scope;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.live.EventJson;
import dev.holdfast.server.live.Feed;
import dev.holdfast.server.live.Observation;
import dev.holdfast.server.live.Sample;
import dev.holdfast.server.live.Topic;
import dev.holdfast.server.live.Watch;
import dev.holdfast.server.sse.Event;
import dev.holdfast.server.sse.Subscription;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Keeps the first page live: a picture each second, events as they come. Safe for many threads.
final class Live {
  private static final String PICTURE = "picture";

  private final Pictures pictures;
  private final Words words;
  private final Watch watch;
  private final Feed feed;

  Live(Pictures pictures, Words words, Watch watch, Feed feed) {
    this.pictures = pictures;
    this.words = words;
    this.watch = watch;
    this.feed = feed;
  }

  /// The wire form of a picture.
  ///
  /// @param sample time in seconds, accepted per second, drained per second, lag in seconds
  private record PictureJson(
      Picture picture, List<Rows.PartRow> parts, List<Double> sample, long drainedThrough) {}

  void start() {
    watch.onLook(seen -> feed.publish(new Topic.Picture(), event(seen)));
  }

  Picture picture() {
    return pictures.of(watch.latest());
  }

  void stream(
      HttpServerRequest request,
      Scope scope,
      Supplier<List<EventJson>> recent,
      BooleanSupplier allowed) {
    feed.subscribe(
        request,
        new Subscription<>(topic -> wants(topic, scope), () -> snapshot(recent.get()), allowed));
  }

  private static boolean wants(Topic topic, Scope scope) {
    return switch (topic) {
      case Topic.Picture _ -> true;
      case Topic.Health _ -> false;
      case Topic.Signals(String tenant, String _) -> scope.sees(tenant);
    };
  }

  private List<Event> snapshot(List<EventJson> recent) {
    return List.of(
        new Event("past", Json.text(watch.samples().stream().map(Live::point).toList())),
        new Event("recent", Json.text(recent)),
        event(watch.latest()));
  }

  private Event event(Observation seen) {
    return new Event(
        PICTURE,
        Json.text(
            new PictureJson(
                pictures.of(seen),
                Rows.parts(seen.health(), words),
                point(seen.sample()),
                seen.engine().drainedThrough())));
  }

  /// Rounded to what a plot can show.
  private static List<Double> point(Sample sample) {
    return List.of(
        rounded(sample.at().toEpochMilli() / 1e3),
        rounded(sample.acceptedPerSecond()),
        rounded(sample.drainedPerSecond()),
        rounded(sample.lagSeconds()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
