package dev.holdfast.server.console;

import dev.holdfast.server.access.Readers;
import dev.holdfast.server.access.Scope;
import dev.holdfast.server.asset.AssetRoutes;
import dev.holdfast.server.asset.Assets;
import dev.holdfast.server.http.Problem;
import dev.holdfast.server.http.Routes;
import dev.holdfast.server.live.EventJson;
import dev.holdfast.server.live.Feed;
import dev.holdfast.server.live.Inquiry;
import dev.holdfast.server.live.Watch;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/// The pages. Open to everybody in the demo, else to who shows a secret key of the whole house;
/// nothing on them changes anything.
public final class ConsoleRoutes implements Routes {
  private static final String ASSET_PATH = "/c/";
  private static final int QUERY_CHARS_MAX = 200;
  private static final Problem SIGN_IN =
      new Problem(401, "sign-in-required", "Sign in to the console first.");

  private final Doorkeeper doorkeeper;
  private final Assets assets = new Assets("web/console");
  private final Pages pages = new Pages(assets, ASSET_PATH);
  private final Words words;
  private final Live live;
  private final Watch watch;
  private final Feed feed;
  private final Inquiry inquiry;

  public ConsoleRoutes(ConsoleConfig config, Readers readers, Sight sight, InstantSource clock) {
    this.doorkeeper = new Doorkeeper(config, new Sessions(readers, clock));
    this.words = new Words(config.zone());
    this.watch = sight.watch();
    this.feed = sight.feed();
    this.inquiry = sight.inquiry();
    this.live = new Live(new Pictures(words), words, watch, feed);
  }

  /// What the console looks through.
  public record Sight(Watch watch, Feed feed, Inquiry inquiry) {}

  @Override
  public void mount(Router router) {
    live.start();
    AssetRoutes.mount(router, ASSET_PATH, assets);
    router.get("/").handler(page(this::pipeline));
    router.get("/find").handler(page(this::find));
    router.get("/live").handler(this::stream);
    router.get("/login").handler(context -> login(context, 200, false));
    router.post("/login").handler(this::signIn);
    router.post("/logout").handler(this::signOut);
  }

  private Handler<RoutingContext> page(BiConsumer<RoutingContext, Scope> page) {
    return context -> {
      if (doorkeeper.admits(context)) {
        doorkeeper
            .scope(context)
            .ifPresentOrElse(
                scope -> page.accept(context, scope),
                () -> Pages.see(context.response(), "/login"));
      }
    };
  }

  private void pipeline(RoutingContext context, Scope scope) {
    PipelinePage page =
        new PipelinePage(
            pages.live("Pipeline", doorkeeper.visitor()),
            live.picture(),
            Rows.recent(visible(scope), words),
            Rows.parts(watch.latest().health(), words));
    pages.send(context.response(), 200, "pipeline.jte", page);
  }

  private void find(RoutingContext context, Scope scope) {
    String query = context.request().getParam("q", "").strip();
    if (query.isEmpty() || query.length() > QUERY_CHARS_MAX) {
      Pages.see(context.response(), "/");
      return;
    }
    Inquiry.Answer answer = inquiry.ask(scope, query);
    FindPage page = new Finds(words).page(pages.still(query, query, doorkeeper.visitor()), answer);
    pages.send(context.response(), answer.found().isEmpty() ? 404 : 200, "find.jte", page);
  }

  private void stream(RoutingContext context) {
    if (!doorkeeper.admits(context)) {
      return;
    }
    doorkeeper
        .scope(context)
        .ifPresentOrElse(
            scope ->
                live.stream(
                    context.request(),
                    scope,
                    () -> visible(scope),
                    () -> doorkeeper.scope(context).isPresent()),
            () -> SIGN_IN.send(context.response()));
  }

  private List<EventJson> visible(Scope scope) {
    return feed.latest().stream()
        .filter(event -> scope.sees(event.tenant()))
        .limit(Rows.RECENT_MAX)
        .toList();
  }

  private void login(RoutingContext context, int status, boolean refused) {
    if (!doorkeeper.admits(context)) {
      return;
    }
    if (doorkeeper.scope(context).isPresent()) {
      Pages.see(context.response(), "/");
      return;
    }
    pages.send(
        context.response(),
        status,
        "login.jte",
        new LoginPage(pages.forStranger("Sign in"), refused));
  }

  private void signIn(RoutingContext context) {
    if (!doorkeeper.admits(context) || !doorkeeper.admitsForm(context)) {
      return;
    }
    if (doorkeeper.signIn(context, formField(context, "key"))) {
      Pages.see(context.response(), "/");
    } else {
      login(context, 403, true);
    }
  }

  private void signOut(RoutingContext context) {
    if (doorkeeper.admits(context) && doorkeeper.admitsForm(context)) {
      doorkeeper.signOut(context);
      Pages.see(context.response(), "/login");
    }
  }

  private static String formField(RoutingContext context, String name) {
    String form = Routes.body(context).toString(StandardCharsets.UTF_8);
    List<String> values =
        new QueryStringDecoder(form, StandardCharsets.UTF_8, false).parameters().get(name);
    return values == null ? "" : values.getFirst().strip();
  }
}
