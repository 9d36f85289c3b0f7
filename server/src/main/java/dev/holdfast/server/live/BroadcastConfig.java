package dev.holdfast.server.live;

import java.time.Duration;

/// Limits of a broadcast.
///
/// @param replayMax frames kept for a browser that comes back with the id of the last one it saw
/// @param subscribersMax streams open at once; one more is answered 503
/// @param queueBytesMax bytes a slow browser may leave unread before frames are skipped for it
/// @param heartbeat distance of the `beat` events
/// @param retry wait a browser is told to keep before it comes back
/// @param behindMax how long a browser may stay behind before its stream is closed
public record BroadcastConfig(
    int replayMax,
    int subscribersMax,
    int queueBytesMax,
    Duration heartbeat,
    Duration retry,
    Duration behindMax) {
  public BroadcastConfig {
    if (replayMax < 1 || subscribersMax < 1 || queueBytesMax < 1) {
      throw new IllegalArgumentException("limits of a broadcast must be at least 1");
    }
  }

  public static BroadcastConfig defaults() {
    return new BroadcastConfig(
        512,
        256,
        256 * 1024,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(20));
  }

  public BroadcastConfig withReplayMax(int frames) {
    return new BroadcastConfig(frames, subscribersMax, queueBytesMax, heartbeat, retry, behindMax);
  }

  public BroadcastConfig withSubscribersMax(int subscribers) {
    return new BroadcastConfig(replayMax, subscribers, queueBytesMax, heartbeat, retry, behindMax);
  }

  public BroadcastConfig withHeartbeat(Duration distance) {
    return new BroadcastConfig(
        replayMax, subscribersMax, queueBytesMax, distance, retry, behindMax);
  }
}
