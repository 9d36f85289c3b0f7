package dev.holdfast.server.sse;

import java.time.Duration;

/// Limits of a broadcast.
///
/// @param replayMax frames kept for a browser that comes back with the id of the last one it saw
/// @param subscribersMax streams open at once; one more is answered 503
/// @param queueBytesMax bytes a slow browser may leave unread before frames are skipped for it
/// @param retry wait a browser is told to keep before it comes back
/// @param behindMax how long a browser may stay behind before its stream is closed
public record BroadcastConfig(
    int replayMax, int subscribersMax, int queueBytesMax, Duration retry, Duration behindMax) {
  public BroadcastConfig {
    if (replayMax < 1 || subscribersMax < 1 || queueBytesMax < 1) {
      throw new IllegalArgumentException("limits of a broadcast must be at least 1");
    }
  }

  /// 512 frames, 256 streams, 256 KiB, back after 2 s, dropped after 20 s.
  public static BroadcastConfig defaults() {
    return new BroadcastConfig(512, 256, 256 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(20));
  }
}
