package dev.holdfast.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until the test moves it, forwards or back. Safe for many threads.
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private SettableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  public static SettableClock at(Instant start) {
    return new SettableClock(start);
  }

  /// Starts at an RFC 3339 time, such as `2026-11-21T10:00:00Z`.
  public static SettableClock at(String start) {
    return at(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void set(Instant instant) {
    now.set(instant);
  }

  /// Moves the clock; a negative duration moves it back.
  public Instant advance(Duration by) {
    return now.updateAndGet(it -> it.plus(by));
  }
}
