package dev.holdfast.server.live;

import dev.holdfast.server.ingest.IngestCounts;
import dev.holdfast.server.ingest.Latency;
import dev.holdfast.server.ingest.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Measures the door over the last minute. Confined to the watch's thread.
public final class IntakeMeter {
  private static final int SECONDS = 60;

  private final IngestCounts counts;
  private final Tail tail;
  private final Deque<Latency> minute = new ArrayDeque<>();

  public IntakeMeter(IngestCounts counts, Tail tail) {
    this.counts = counts;
    this.tail = tail;
  }

  /// Called once a second.
  Intake measure(Instant now) {
    Latency latest = counts.acknowledgement();
    minute.addLast(latest);
    if (minute.size() > SECONDS) {
      minute.removeFirst();
    }
    long refused = Arrays.stream(Refusal.values()).mapToLong(counts::refused).sum();
    return new Intake(refused, slowest(minute.getFirst(), latest), tail.outboxes(now));
  }

  /// The step under which 99 of 100 of those counted between the two stayed.
  static Duration slowest(Latency before, Latency after) {
    long count = after.count() - before.count();
    if (count == 0) {
      return Duration.ZERO;
    }
    List<Latency.Step> steps = after.steps();
    for (int i = 0; i < steps.size(); i++) {
      long within = steps.get(i).count() - before.steps().get(i).count();
      if (within * 100 >= count * 99) {
        return Duration.ofNanos(steps.get(i).micros() * 1_000);
      }
    }
    return Duration.ofNanos(after.nanosMax());
  }
}
