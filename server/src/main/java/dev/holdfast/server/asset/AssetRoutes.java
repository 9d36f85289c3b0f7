package dev.holdfast.server.asset;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Serves folders of the class path: hashed names for ever, everything else revalidated by ETag.
public final class AssetRoutes {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  private AssetRoutes() {}

  /// For pages of our own origin only.
  public static void mount(Router router, String path, Assets assets) {
    router
        .routeWithRegex(path + "(?<file>.*)")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> serve(context, assets, "same-origin"));
  }

  /// For pages of any origin: what a site loads into its own pages.
  public static void mountForEveryOrigin(Router router, String path, Assets assets) {
    router
        .routeWithRegex(path + "(?<file>.*)")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> {
          context.response().putHeader("Access-Control-Allow-Origin", "*");
          serve(context, assets, "cross-origin");
        });
  }

  private static void serve(RoutingContext context, Assets assets, String resourcePolicy) {
    String name = context.pathParam("file");
    String file = name == null || name.isEmpty() ? "index.html" : name;
    assets
        .find(file)
        .ifPresentOrElse(
            asset -> answer(context, asset, resourcePolicy),
            () -> context.response().setStatusCode(404).end());
  }

  private static void answer(RoutingContext context, Asset asset, String resourcePolicy) {
    HttpServerResponse response =
        context
            .response()
            .putHeader("Cache-Control", asset.immutable() ? FOR_EVER : ASK_AGAIN)
            .putHeader("ETag", asset.etag())
            .putHeader("Vary", "Accept-Encoding")
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Cross-Origin-Resource-Policy", resourcePolicy);
    if (asset.etag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", asset.contentType());
    boolean gzip = acceptsGzip(context);
    if (gzip) {
      response.putHeader("Content-Encoding", "gzip");
    }
    response.end(gzip ? asset.gzip() : asset.plain());
  }

  private static boolean acceptsGzip(RoutingContext context) {
    String accepted = context.request().getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }
}
