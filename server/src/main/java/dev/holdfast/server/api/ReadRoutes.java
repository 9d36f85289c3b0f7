package dev.holdfast.server.api;

import dev.holdfast.engine.Engine;
import dev.holdfast.server.access.Readers;
import dev.holdfast.server.access.Scope;
import dev.holdfast.server.http.Problem;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.live.EventJson;
import dev.holdfast.server.live.Feed;
import dev.holdfast.server.live.Inquiry;
import dev.holdfast.server.live.Topic;
import dev.holdfast.server.sse.Event;
import dev.holdfast.server.sse.Subscription;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// What a secret key may read: the books, the way of one item, the latest events of its sites.
public final class ReadRoutes implements Routes {
  private static final int QUERY_CHARS_MAX = 200;
  private static final int EVENTS_MAX = 100;
  private static final Problem BAD_QUERY =
      new Problem(400, "bad-id", "An id or correlation id has 1 to 200 characters.");
  private static final Problem UNKNOWN =
      new Problem(404, "unknown-id", "No item of this tenant carries this id.");
  private static final Problem NOT_SEARCHED =
      new Problem(
          503,
          "not-searched",
          "The id is not in the part that could be searched; the database is away or behind.");

  private final Gate gate;
  private final Engine engine;
  private final Inquiry inquiry;
  private final Feed feed;

  public ReadRoutes(Readers readers, Engine engine, Feed feed) {
    this.gate = new Gate(readers);
    this.engine = engine;
    this.inquiry = new Inquiry(engine);
    this.feed = feed;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/books").handler(gate.forReaders(this::books));
    router.get("/api/signals/:id").handler(gate.forReaders(this::signal));
    router.get("/api/events").handler(gate.forReaders(this::events));
    router.get("/api/events/stream").handler(gate.forReaders(this::eventStream));
  }

  private void books(RoutingContext context, Scope scope) {
    Json.send(context.response(), 200, BooksJson.of(engine.books(), scope));
  }

  private void signal(RoutingContext context, Scope scope) {
    String query = context.pathParam("id");
    if (query == null || query.isBlank() || query.length() > QUERY_CHARS_MAX) {
      BAD_QUERY.send(context.response());
      return;
    }
    Inquiry.Answer answer = inquiry.ask(scope, query);
    if (!answer.found().isEmpty()) {
      Json.send(context.response(), 200, SignalJson.of(answer));
    } else if (answer.complete()) {
      UNKNOWN.send(context.response());
    } else {
      context.response().putHeader("Retry-After", "5");
      NOT_SEARCHED.send(context.response());
    }
  }

  private void events(RoutingContext context, Scope scope) {
    Json.send(context.response(), 200, latest(scope, context.queryParam("site")));
  }

  private void eventStream(RoutingContext context, Scope scope) {
    List<String> sites = context.queryParam("site");
    feed.subscribe(
        context.request(),
        new Subscription<>(
            topic ->
                topic instanceof Topic.Signals(String tenant, String site)
                    && scope.sees(tenant)
                    && (sites.isEmpty() || sites.contains(site)),
            () -> List.of(new Event(Feed.EVENTS, Json.text(latest(scope, sites).reversed()))),
            () -> gate.stillOpenFor(context)));
  }

  /// Newest first.
  private List<EventJson> latest(Scope scope, List<String> sites) {
    return feed.latest().stream()
        .filter(event -> scope.sees(event.tenant()))
        .filter(event -> sites.isEmpty() || sites.contains(event.site()))
        .limit(EVENTS_MAX)
        .toList();
  }
}
