package dev.holdfast.server.console;

import dev.holdfast.server.asset.Assets;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/// Renders pages, and sends them with the headers that keep them harmless. Safe for many threads.
final class Pages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy", POLICY,
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
  private final String stylesheet;
  private final String script;

  Pages(Assets assets, String assetPath) {
    this.stylesheet = assetPath + assets.currentName("console.css");
    this.script = assetPath + assets.currentName("console.js");
  }

  Shell live(String title, Shell.Visitor visitor) {
    return new Shell(title, stylesheet, script, "", true, visitor);
  }

  Shell still(String title, String query, Shell.Visitor visitor) {
    return new Shell(title, stylesheet, script, query, false, visitor);
  }

  Shell forStranger(String title) {
    return new Shell(title, stylesheet, null, "", false, Shell.Visitor.STRANGER);
  }

  void send(HttpServerResponse response, int status, String template, Object page) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    templates.render(template, page, output);
    HEADERS.forEach(response::putHeader);
    response.setStatusCode(status).end(Buffer.buffer(output.toByteArray()));
  }

  /// Sends the browser to another page of ours by GET.
  static void see(HttpServerResponse response, String path) {
    response.setStatusCode(303).putHeader("Location", path).putHeader("Cache-Control", "no-store");
    response.end();
  }
}
