package dev.holdfast.server.health;

import java.util.Locale;

/// How a part is, best first.
public enum PartState {
  OPERATIONAL(0),
  /// It does its work, but less well than promised.
  DEGRADED(1),
  /// It makes no progress; what waits is safe.
  STALLED(2),
  DOWN(3);

  private final int rank;

  PartState(int rank) {
    this.rank = rank;
  }

  /// As it is written on pages.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// As it is written in metrics.
  public int rank() {
    return rank;
  }
}
