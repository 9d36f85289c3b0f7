package dev.holdfast.server.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/// One open stream. Skips frames while its browser does not read, and says so by `behind`: the
/// broadcast then sends a snapshot in place of what was skipped. Guarded by the broadcast's lock.
final class Subscriber<T> {
  private final HttpServerResponse response;
  private final Subscription<T> subscription;
  private long behindSinceNanos;
  private boolean behind;

  Subscriber(HttpServerResponse response, Subscription<T> subscription) {
    this.response = response;
    this.subscription = subscription;
  }

  Subscription<T> subscription() {
    return subscription;
  }

  void offer(Frame<T> frame) {
    if (behind || !subscription.wants().test(frame.topic())) {
      return;
    }
    if (response.writeQueueFull()) {
      behind = true;
      behindSinceNanos = System.nanoTime();
      return;
    }
    write(frame.bytes());
  }

  /// True when frames were skipped and there is room again.
  boolean caughtUp() {
    return behind && !response.writeQueueFull();
  }

  boolean behindFor(Duration most) {
    return behind && System.nanoTime() - behindSinceNanos > most.toNanos();
  }

  void beat(Buffer bytes) {
    if (!response.writeQueueFull()) {
      write(bytes);
    }
  }

  /// Writes whatever the queue says: used for what a stream starts with.
  void write(Buffer bytes) {
    behind = false;
    // A failed write ends in the close handler, which removes this subscriber.
    response.write(bytes);
  }

  boolean gone() {
    return response.closed() || response.ended();
  }

  void close() {
    if (!gone()) {
      response.reset();
    }
  }
}
