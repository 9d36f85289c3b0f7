package dev.holdfast.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/// A real HTTP door on a free port of this machine, with the routes of one test, and a client for
/// it. Headers are given as name, value, name, value.
public final class TestDoor implements AutoCloseable {
  private final HttpDoor door;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestDoor(HttpDoor door) {
    this.door = door;
  }

  public static TestDoor open(Routes... routes) {
    return open(List.of(), List.of(routes));
  }

  public static TestDoor open(List<LoopRoute> loopRoutes, List<Routes> routes) {
    HttpConfig standard = HttpConfig.standard(0);
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1", freePort(), 2, standard.limits(), standard.idle(), Duration.ofMillis(100));
    return new TestDoor(
        HttpDoor.open(config, loopRoutes, routes, InstantSource.system(), new SplittableRandom(1)));
  }

  public int port() {
    return door.port();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + door.port() + path);
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    client.shutdownNow();
    door.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
