package dev.holdfast.server.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One stream of events to many browsers, in one order, each event with an id. A browser that comes
/// back with `Last-Event-ID` gets what it missed, or a snapshot when that is too long ago; one that
/// does not read is skipped, then sent a snapshot, then dropped. Memory is bounded. Safe for many
/// threads; publishing never waits for a browser.
public final class Broadcast<T> implements AutoCloseable {
  /// A named event, because a browser's script does not see comments and must miss two beats.
  private static final Buffer BEAT = Buffer.buffer("event: beat\ndata: {}\n\n");

  private final BroadcastConfig config;
  private final String epoch;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Frame<T>> replay = new ArrayDeque<>();
  private final List<Subscriber<T>> subscribers = new ArrayList<>();
  private long lastNumber;
  private boolean closed;

  /// A broadcast without listeners.
  ///
  /// @param epoch names this run; an id of an earlier one is never mistaken for ours
  public Broadcast(BroadcastConfig config, String epoch) {
    this.config = config;
    this.epoch = epoch;
  }

  public void publish(T topic, Event event) {
    lock.lock();
    try {
      lastNumber++;
      Frame<T> frame = new Frame<>(lastNumber, topic, Frame.encode(id(lastNumber), event));
      replay.addLast(frame);
      if (replay.size() > config.replayMax()) {
        replay.removeFirst();
      }
      for (Subscriber<T> subscriber : subscribers) {
        deliver(subscriber, frame);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Turns the request into a stream, or refuses it with 503 when too many are open.
  public void subscribe(HttpServerRequest request, Subscription<T> subscription) {
    HttpServerResponse response = request.response();
    lock.lock();
    try {
      if (closed || subscribers.size() >= config.subscribersMax()) {
        response.setStatusCode(503).putHeader("Retry-After", "5").end();
        return;
      }
      Subscriber<T> subscriber = new Subscriber<>(response, subscription);
      response.closeHandler(_ -> remove(subscriber));
      response.exceptionHandler(_ -> remove(subscriber));
      open(response);
      subscribers.add(subscriber);
      start(subscriber, numberOf(request.getHeader("Last-Event-ID")));
    } finally {
      lock.unlock();
    }
  }

  /// Tells every browser that all is quiet, and drops those that do not read or may not any more.
  /// Whoever owns the broadcast calls it every ten seconds or so.
  public void beat() {
    lock.lock();
    try {
      for (Subscriber<T> subscriber : List.copyOf(subscribers)) {
        if (subscriber.gone()
            || subscriber.behindFor(config.behindMax())
            || !subscriber.subscription().allowed().getAsBoolean()) {
          subscriber.close();
          subscribers.remove(subscriber);
        } else {
          subscriber.beat(BEAT);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  public int subscribers() {
    lock.lock();
    try {
      return subscribers.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      List.copyOf(subscribers).forEach(Subscriber::close);
      subscribers.clear();
    } finally {
      lock.unlock();
    }
  }

  private void open(HttpServerResponse response) {
    response
        .setChunked(true)
        .setWriteQueueMaxSize(config.queueBytesMax())
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-cache, no-transform")
        // Keeps a compressor and a buffering proxy away from the stream.
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    response.write("retry: " + config.retry().toMillis() + "\n\n");
  }

  private void start(Subscriber<T> subscriber, OptionalLong lastSeen) {
    if (lastSeen.isPresent() && isKept(lastSeen.getAsLong())) {
      replay.stream()
          .filter(frame -> frame.number() > lastSeen.getAsLong())
          .filter(frame -> subscriber.subscription().wants().test(frame.topic()))
          .forEach(frame -> subscriber.write(frame.bytes()));
    } else {
      snapshot(subscriber);
    }
  }

  private void snapshot(Subscriber<T> subscriber) {
    Buffer all = Buffer.buffer();
    for (Event event : subscriber.subscription().snapshot().get()) {
      all.appendBuffer(Frame.encode(id(lastNumber), event));
    }
    subscriber.write(all);
  }

  private void deliver(Subscriber<T> subscriber, Frame<T> frame) {
    if (subscriber.caughtUp()) {
      snapshot(subscriber);
    }
    subscriber.offer(frame);
  }

  private void remove(Subscriber<T> subscriber) {
    lock.lock();
    try {
      subscribers.remove(subscriber);
    } finally {
      lock.unlock();
    }
  }

  /// Whether everything after `number` is still here.
  private boolean isKept(long number) {
    long oldest = replay.isEmpty() ? lastNumber + 1 : replay.getFirst().number();
    return number <= lastNumber && number >= oldest - 1;
  }

  private String id(long number) {
    return epoch + '-' + number;
  }

  private OptionalLong numberOf(@Nullable String id) {
    if (id == null || !id.startsWith(epoch + '-')) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(id.substring(epoch.length() + 1)));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
