package dev.holdfast.drill.load;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Hash;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.history.Sent;
import dev.holdfast.drill.time.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The one sender of one outbox: sends the oldest, believes only what the answer names, comes again
/// with the same ids. Confined to its thread.
final class Sender {
  private static final Duration WAIT_FOR_ITEMS = Duration.ofMillis(200);
  private static final int BACKLOG = 50;
  private static final int BACKLOG_BATCH = 50;
  private static final Duration BACKOFF_MIN = Duration.ofMillis(100);

  /// A real outbox waits as long as it is told; a drill has no hour to lose.
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Shared shared;
  private final int batchMax;
  private final Duration rhythm;
  private final RandomGenerator random;
  private Duration backoff = BACKOFF_MIN;

  /// What the senders of one load have in common.
  ///
  /// @param requests numbers the attempts
  /// @param acknowledged counts items, each once
  record Shared(Recorder recorder, AtomicLong requests, AtomicLong acknowledged) {}

  Sender(Outbox outbox, Shared shared, int batchMax, Duration rhythm, RandomGenerator random) {
    this.outbox = outbox;
    this.shared = shared;
    this.batchMax = batchMax;
    this.rhythm = rhythm;
    this.random = random;
  }

  /// Sends until it is interrupted.
  void run(SyncClient client) {
    try (client) {
      while (!Thread.currentThread().isInterrupted()) {
        List<Item> batch = outbox.oldest(sizeNow(), WAIT_FOR_ITEMS);
        if (!batch.isEmpty()) {
          Patience.pause(attempt(client, batch));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Also who sends each event on its own sends a backlog in batches.
  private int sizeNow() {
    return outbox.size() <= BACKLOG ? batchMax : Math.max(batchMax, BACKLOG_BATCH);
  }

  /// One request; returns how long to wait before the next.
  private Duration attempt(SyncClient client, List<Item> batch) {
    long request = shared.requests().incrementAndGet();
    long at = shared.recorder().clock().millis();
    for (Item item : batch) {
      shared.recorder().sent(sent(at, request, item));
    }
    return switch (client.post(outbox.declaration(), batch)) {
      case Reply.Accepted accepted -> settle(request, batch, accepted);
      case Reply.Later later -> {
        Outcome outcome = later.status() == 429 ? Outcome.REFUSED : Outcome.INDETERMINATE;
        answered(request, batch, outcome, String.valueOf(later.status()));
        yield jittered(shorter(later.after(), BACKOFF_MAX));
      }
      case Reply.Never never -> {
        answered(request, batch, Outcome.REFUSED, String.valueOf(never.status()));
        batch.forEach(outbox::dead);
        yield BACKOFF_MIN;
      }
      case Reply.Broken broken -> {
        Outcome outcome = broken.unsent() ? Outcome.REFUSED : Outcome.INDETERMINATE;
        answered(request, batch, outcome, broken.how());
        backoff = shorter(backoff.multipliedBy(2), BACKOFF_MAX);
        yield jittered(backoff);
      }
    };
  }

  private Duration settle(long request, List<Item> batch, Reply.Accepted accepted) {
    boolean whole = true;
    for (Item item : batch) {
      String id = item.id().toString();
      if (accepted.ack().contains(id)) {
        answered(request, List.of(item), Outcome.OK, "202");
        outbox.acknowledged(item);
        shared.acknowledged().incrementAndGet();
      } else if (accepted.reject().contains(id)) {
        answered(request, List.of(item), Outcome.REJECTED, "202");
        outbox.dead(item);
      } else {
        answered(request, List.of(item), Outcome.INDETERMINATE, "202 retry");
        whole = false;
      }
    }
    backoff = BACKOFF_MIN;
    return whole ? jittered(rhythm) : jittered(BACKOFF_MIN);
  }

  private void answered(long request, List<Item> batch, Outcome outcome, String detail) {
    long at = shared.recorder().clock().millis();
    for (Item item : batch) {
      shared.recorder().answered(new Answered(at, request, item.id().toString(), outcome, detail));
    }
  }

  private Sent sent(long at, long request, Item item) {
    return new Sent(
        at,
        request,
        outbox.device().toString(),
        item.seq(),
        item.id().toString(),
        item.key(),
        Hash.of(item.json()),
        item.kind());
  }

  /// Between half of it and all of it, so that the outboxes do not march in step.
  private Duration jittered(Duration wait) {
    return Duration.ofNanos((long) (wait.toNanos() * (0.5 + random.nextDouble() / 2)));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
