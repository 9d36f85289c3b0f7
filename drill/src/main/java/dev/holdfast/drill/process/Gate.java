package dev.holdfast.drill.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A fixed TCP address in front of a database that comes and goes. Shut, it refuses connections as
/// a dead server does; open, it passes every byte. Safe for many threads.
public final class Gate implements Closeable {
  private final int port = Ports.free();
  private final AtomicInteger target = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket door;

  /// The address that never changes.
  public int port() {
    return port;
  }

  /// Lets connections through to a port on this machine.
  public synchronized void open(int targetPort) {
    target.set(targetPort);
    if (door == null) {
      try {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        door = opened;
        Thread.ofVirtual().name("drill-gate").start(() -> accept(opened));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Cuts every connection and refuses new ones.
  public synchronized void shut() {
    ServerSocket opened = door;
    door = null;
    closeQuietly(opened);
    sockets.forEach(Gate::closeQuietly);
    sockets.clear();
  }

  @Override
  public void close() {
    shut();
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket client = opened.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        closeQuietly(opened);
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.get()), 2_000);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException e) {
      // The other side sees the connection end, which is all there is to tell it.
    } finally {
      closeQuietly(client);
      closeQuietly(server);
      sockets.remove(client);
      sockets.remove(server);
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Ends below, like an orderly end.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private static void closeQuietly(@Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      // It is being given up.
    }
  }
}
