package dev.holdfast.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs wrk; where it is missing, so is the comparison that stands on it.
class WrkTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private int status = 202;

  @TempDir Path dir;

  @Test
  void noIdIsEverSentTwice() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/wrk")), "wrk is not installed");
    Wrk wrk = new Wrk(dir);

    Wrk.Load first = run(wrk, Shape.BATCH);
    Wrk.Load second = run(wrk, Shape.BATCH);

    var ids =
        bodies.stream()
            .flatMap(body -> ID.matcher(body).results())
            .map((MatchResult found) -> UUID.fromString(found.group(1)))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
    assertThat(ids).hasSize(bodies.size() * 50);
    assertThat(first.answers() + second.answers()).isPositive().isLessThanOrEqualTo(bodies.size());
    assertThat(first.failures() + second.failures()).isZero();
  }

  @Test
  void refusedRequestsCountAsFailures() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/wrk")), "wrk is not installed");
    status = 503;

    Wrk.Load load = run(new Wrk(dir), Shape.SINGLE);

    assertThat(load.failures()).isPositive().isEqualTo(load.answers());
  }

  private Wrk.Load run(Wrk wrk, Shape shape) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(executor);
      server.createContext(
          "/api/sync",
          exchange -> {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      server.start();
      return wrk.run(server.getAddress().getPort(), "pk_demo", shape, Duration.ofSeconds(1));
    } finally {
      server.stop(0);
    }
  }
}
