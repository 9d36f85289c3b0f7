package dev.holdfast.server.http;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/// How the HTTP door is opened.
///
/// @param host address to listen on
/// @param port TCP port; 0 takes any free one
/// @param eventLoops threads that read and write sockets; two, or one per core
/// @param idle a connection on which nothing moves for so long is closed
/// @param grace how long a stop waits for requests under way
public record HttpConfig(
    String host, int port, int eventLoops, Limits limits, Duration idle, Duration grace) {
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    if (eventLoops < 1 || limits.connectionsMax() < eventLoops) {
      throw new IllegalArgumentException("at least one event loop and a connection for each");
    }
  }

  /// What the door takes at the same time.
  ///
  /// @param connectionsMax open connections; more are closed at once
  /// @param blockingRequestsMax requests on virtual threads (an open event stream is one); more are
  ///   answered 503
  /// @param blockingBodyBytesMax largest request body of a blocking route
  public record Limits(int connectionsMax, int blockingRequestsMax, int blockingBodyBytesMax) {
    public Limits {
      if (connectionsMax < 1 || blockingRequestsMax < 1 || blockingBodyBytesMax < 0) {
        throw new IllegalArgumentException("every limit of the HTTP door must be at least one");
      }
    }
  }

  /// The same, on a port that is free now when any would do: loops share a port only by its number.
  HttpConfig withFoundPort() {
    if (port != 0) {
      return this;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, 0));
      return new HttpConfig(host, probe.getLocalPort(), eventLoops, limits, idle, grace);
    } catch (IOException e) {
      throw new HoldfastException("There is no free port on " + host, e);
    }
  }

  /// The defaults, on every address.
  public static HttpConfig standard(int port) {
    return new HttpConfig(
        "0.0.0.0",
        port,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        new Limits(20_000, 1_000, 1 << 20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5));
  }
}
