package dev.holdfast.server.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.holdfast.server.json.Json;
import dev.holdfast.server.sse.Broadcast;
import dev.holdfast.server.sse.BroadcastConfig;
import dev.holdfast.server.sse.Event;
import dev.holdfast.server.sse.Subscription;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one live stream of a server: pictures, health and the latest events, each to whoever wants
/// it. Reads the journal's tail only while somebody looks. Safe for many threads.
public final class Feed implements AutoCloseable {
  /// The name of events that carry the latest items, oldest first.
  public static final String EVENTS = "events";

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration BEAT = Duration.ofSeconds(10);

  private final Broadcast<Topic> broadcast;
  private final Tail tail;
  private final LongSupplier drainedThrough;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("feed").factory());

  private Feed(Tail tail, LongSupplier drainedThrough, String epoch) {
    this.broadcast = new Broadcast<>(BroadcastConfig.defaults(), epoch);
    this.tail = tail;
    this.drainedThrough = drainedThrough;
  }

  /// Starts looking at the tail.
  ///
  /// @param drainedThrough the last journal position that has reached the ledger
  /// @param epoch names this run of the server, so that no browser's last event id is mistaken
  public static Feed start(Tail tail, LongSupplier drainedThrough, String epoch) {
    Feed feed = new Feed(tail, drainedThrough, epoch);
    feed.every(LOOK, feed::look);
    feed.every(BEAT, feed.broadcast::beat);
    return feed;
  }

  public void publish(Topic topic, Event event) {
    broadcast.publish(topic, event);
  }

  /// Turns the request into a stream of what the subscription wants.
  public void subscribe(HttpServerRequest request, Subscription<Topic> subscription) {
    broadcast.subscribe(request, subscription);
  }

  /// The latest events, newest first, each as far as it has come.
  public List<EventJson> latest() {
    tail.catchUp();
    return rows(tail.latest());
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    broadcast.close();
    tail.close();
  }

  private void every(Duration distance, Runnable step) {
    var _ =
        ticks.scheduleWithFixedDelay(
            () -> guarded(step), distance.toMillis(), distance.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// An exception would end the schedule; the next turn may well succeed.
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("The live stream missed a turn; browsers see the events with the next one.", e);
    }
  }

  private void look() {
    if (broadcast.subscribers() == 0) {
      return;
    }
    tail.catchUp().stream()
        .collect(
            groupingBy(
                signal -> new Topic.Signals(signal.tenant(), signal.site()),
                LinkedHashMap::new,
                toList()))
        .forEach((site, signals) ->
            broadcast.publish(site, new Event(EVENTS, Json.text(rows(signals)))));
  }

  private List<EventJson> rows(List<LiveSignal> signals) {
    long drained = drainedThrough.getAsLong();
    return signals.stream().map(signal -> EventJson.of(signal, drained)).toList();
  }
}
