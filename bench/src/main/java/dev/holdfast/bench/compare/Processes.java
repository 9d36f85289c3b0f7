package dev.holdfast.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What all processes that we start have in common.
public final class Processes {
  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  private Processes() {}

  /// Ends the process, and what it started, no later than this JVM ends.
  public static void endWithUs(Process process) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  process.descendants().forEach(ProcessHandle::destroyForcibly);
                  process.destroyForcibly();
                }));
  }

  /// Asks it to end (SIGTERM), waits, and kills what does not listen.
  public static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// A port of loopback that was free a moment ago.
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
