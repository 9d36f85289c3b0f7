package dev.holdfast.server.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.http.TestDoor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A browser's side of a stream of events.
public final class TestStream implements AutoCloseable {
  private static final Received END = new Received("", "end", "");

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Received> events = new LinkedBlockingQueue<>();

  /// One event as it came.
  public record Received(String id, String name, String data) {}

  private TestStream(HttpResponse<InputStream> response) {
    this.response = response;
  }

  public static TestStream open(TestDoor door, String path, String... headers)
      throws IOException, InterruptedException {
    TestStream stream =
        new TestStream(
            door.client()
                .send(
                    door.request(path, headers).build(),
                    HttpResponse.BodyHandlers.ofInputStream()));
    Thread.ofVirtual().start(stream::read);
    return stream;
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  /// The next event of this name; others are passed over.
  public Received next(String name) throws InterruptedException {
    while (true) { // ends with the stream or the patience of `poll`
      Received event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event called " + name + " within 20 s").isNotNull();
      assertThat(event).as("the stream ended before " + name).isNotEqualTo(END);
      if (event.name().equals(name)) {
        return event;
      }
    }
  }

  /// Waits until the server has ended the stream.
  public void awaitEnd() throws InterruptedException {
    Received event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("the end of the stream within 20 s").isNotNull();
    } while (!END.equals(event));
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "message";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Received(id, name, line.substring(6)));
        }
      }
    } catch (IOException _) {
      // The end of a stream that was cut is an end like any other.
    }
    events.add(END);
  }
}
