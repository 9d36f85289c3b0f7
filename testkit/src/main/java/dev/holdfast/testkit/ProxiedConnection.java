package dev.holdfast.testkit;

import dev.holdfast.testkit.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection through the proxy: two pumps on virtual threads. A half-close is passed on.
final class ProxiedConnection {
  private static final int CHUNK_BYTES = 16 * 1024;

  private final Socket client;
  private final Socket server;
  private final Faults faults;
  private final AtomicInteger pumps = new AtomicInteger(2);
  private volatile Runnable onEnd = () -> {};

  ProxiedConnection(Socket client, Socket server, Faults faults) throws IOException {
    this.client = client;
    this.server = server;
    this.faults = faults;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start(Runnable whenEnded) {
    onEnd = whenEnded;
    Thread.startVirtualThread(() -> pump(client, server, Direction.REQUEST));
    Thread.startVirtualThread(() -> pump(server, client, Direction.RESPONSE));
  }

  /// Ends both sides with a TCP reset, not with an orderly close.
  void reset() {
    end(client);
    end(server);
    onEnd.run();
  }

  private void pump(Socket from, Socket to, Direction direction) {
    try {
      boolean cut = !copy(from.getInputStream(), to.getOutputStream(), direction);
      // The receiver keeps what was passed: a reset could take it away again.
      to.shutdownOutput();
      if (cut) {
        end(from);
      }
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
    if (pumps.decrementAndGet() == 0) {
      reset();
    }
  }

  /// False when the connection was cut by a fault, true at the end of the stream.
  private boolean copy(InputStream in, OutputStream out, Direction direction)
      throws IOException, InterruptedException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long before = 0;
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      int admitted = faults.admit(direction, before, read);
      out.write(chunk, 0, admitted);
      out.flush();
      before += admitted;
      faults.count(direction, admitted);
      if (admitted < read) {
        return false;
      }
    }
    return true;
  }

  private static void end(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Already closed.
    }
  }
}
