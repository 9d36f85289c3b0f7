package dev.holdfast.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// Sends back every byte and counts what it has received.
final class EchoServer implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicLong received = new AtomicLong();

  EchoServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::acceptAll);
  }

  int port() {
    return socket.getLocalPort();
  }

  long received() {
    return received.get();
  }

  private void acceptAll() {
    try {
      while (true) { // ends when the socket is closed
        Socket client = socket.accept();
        Thread.startVirtualThread(() -> echo(client));
      }
    } catch (IOException e) {
      received.addAndGet(0);
    }
  }

  private void echo(Socket client) {
    try (client) {
      byte[] chunk = new byte[1024];
      for (int read = client.getInputStream().read(chunk);
          read >= 0;
          read = client.getInputStream().read(chunk)) {
        received.addAndGet(read);
        client.getOutputStream().write(chunk, 0, read);
      }
    } catch (IOException e) {
      received.addAndGet(0);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
