package dev.holdfast.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/// Finds a free port on loopback below the range from which the kernel takes the ports of outgoing
/// connections: nobody takes it by accident while the server is down for a moment.
final class Ports {
  private static final int FIRST = 15_000;
  private static final int END = 32_000;
  private static final int TRIES_MAX = 200;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Ports() {}

  static int free(RandomGenerator random) throws IOException {
    for (int i = 0; i < TRIES_MAX; i++) {
      int port = random.nextInt(FIRST, END);
      if (free(port)) {
        return port;
      }
    }
    throw new IOException("No free port found between " + FIRST + " and " + END);
  }

  private static boolean free(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
