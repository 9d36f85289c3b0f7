package dev.holdfast.server.ingest;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies may fill, all together. Safe for many threads.
final class Room {
  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  Room(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Takes so many bytes, or none.
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
