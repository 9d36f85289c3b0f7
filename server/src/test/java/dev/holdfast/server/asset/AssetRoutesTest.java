package dev.holdfast.server.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.http.TestDoor;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssetRoutesTest {
  private final Assets assets = new Assets("web/console");
  private final TestDoor door =
      TestDoor.open(
          router -> AssetRoutes.mount(router, "/c/", assets),
          router -> AssetRoutes.mountForEveryOrigin(router, "/t/", new Assets("web/tracker")));

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void aHashedNameIsKeptForEver() throws Exception {
    HttpResponse<String> answer = door.get("/c/" + assets.currentName("console.js"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.body()).contains("EventSource");
  }

  @Test
  void aPlainNameIsTheCurrentFileAndIsRevalidated() throws Exception {
    HttpResponse<String> first = door.get("/c/console.css");
    HttpResponse<String> again = door.get("/c/console.css", "If-None-Match", header(first, "ETag"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void gzipIsTheSameFile() throws Exception {
    String path = "/c/console.js";
    var packed =
        door.client()
            .send(
                door.request(path, "Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());

    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(new String(new GZIPInputStream(packed.body()).readAllBytes(), UTF_8))
        .isEqualTo(door.get(path).body());
  }

  @Test
  void nothingClimbsOutOfTheFolderAndTheManifestStaysInside() throws Exception {
    for (String path :
        List.of(
            "/c/../tracker/manifest.json",
            "/c/%2e%2e/tracker/manifest.json",
            "/c/..%2ftracker%2fmanifest.json",
            "/c//etc/passwd",
            "/c/manifest.json",
            "/c/.hidden",
            "/c/nothing-0123456789.js")) {
      assertThat(door.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void theTrackerMayBeLoadedByPagesOfEveryOrigin() throws Exception {
    HttpResponse<String> answer = door.get("/t/holdfast.js");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
