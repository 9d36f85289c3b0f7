package dev.holdfast.drill.scenario;

import java.time.Duration;

/// What Holdfast promises in seconds; later is ORANGE.
final class Promises {
  static final Duration READY_FIRST = Duration.ofSeconds(10);
  static final Duration READY_AGAIN = Duration.ofSeconds(4);

  /// From the database's return until everything acknowledged is recorded.
  static final Duration LAG_ZERO = Duration.ofSeconds(10);

  /// From the beginning of trouble until it is shown, and from its end until it is not any more.
  static final Duration SHOWN = Duration.ofSeconds(10);

  /// From room on the disk until senders are acknowledged again.
  static final Duration HEALED = Duration.ofSeconds(10);

  private Promises() {}
}
