package dev.holdfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A TCP proxy on loopback that misbehaves on command. Each fault holds for open and for new
/// connections until `heal`. Safe for many threads.
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final InetSocketAddress target;
  private final Faults faults = new Faults();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private @Nullable ServerSocket listener;

  /// Which way bytes flow.
  public enum Direction {
    /// From who connected to the target.
    REQUEST,
    /// From the target back.
    RESPONSE
  }

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    ServerSocket first = listen(0);
    this.port = first.getLocalPort();
    accept(first);
  }

  /// Forwards to a port on loopback.
  public static FaultProxy to(int port) {
    try {
      return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where to connect instead of to the target; the same for the proxy's whole life.
  public int port() {
    return port;
  }

  /// Every piece read in either direction waits this long before it goes on.
  public FaultProxy latency(Duration delay) {
    faults.latency(delay);
    return this;
  }

  /// Each connection passes exactly `bytes` bytes in this direction; then the receiver sees the end
  /// of the stream, and the sender a reset.
  public FaultProxy cutAfter(Direction direction, long bytes) {
    faults.cutAfter(direction, bytes);
    return this;
  }

  /// Nothing passes any more, nothing is closed: a peer that is alive and says nothing.
  public FaultProxy freeze() {
    faults.freeze();
    return this;
  }

  /// Resets every open connection and refuses new ones.
  public synchronized FaultProxy refuse() {
    ServerSocket socket = listener;
    listener = null;
    closeQuietly(socket);
    return reset();
  }

  /// Resets every open connection; new ones are welcome.
  public FaultProxy reset() {
    open.forEach(ProxiedConnection::reset);
    return this;
  }

  /// Ends every fault. What was frozen flows on.
  public synchronized FaultProxy heal() {
    faults.heal();
    if (listener == null) {
      try {
        accept(listen(port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  /// Connections open now.
  public int connections() {
    return open.size();
  }

  /// Bytes passed on since the start, over all connections.
  public long passed(Direction direction) {
    return faults.passed(direction);
  }

  @Override
  public void close() {
    refuse();
    faults.heal();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    return socket;
  }

  private synchronized void accept(ServerSocket socket) {
    listener = socket;
    Thread.startVirtualThread(() -> acceptAll(socket));
  }

  // Ends when the listener is closed.
  private void acceptAll(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        forward(socket.accept(), socket);
      }
    } catch (IOException e) {
      closeQuietly(socket);
    }
  }

  private void forward(Socket client, ServerSocket from) {
    try {
      Socket server = new Socket(target.getAddress(), target.getPort());
      ProxiedConnection connection = new ProxiedConnection(client, server, faults);
      open.add(connection);
      connection.start(() -> open.remove(connection));
      if (from.isClosed()) {
        connection.reset();
      }
    } catch (IOException e) {
      // The target refuses: so do we.
      closeQuietly(client);
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (Exception e) {
      // It is gone, which is what was wanted.
    }
  }
}
