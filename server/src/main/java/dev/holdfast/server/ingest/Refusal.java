package dev.holdfast.server.ingest;

import java.util.Locale;

/// Why a whole request was refused, as it is counted.
public enum Refusal {
  NO_KEY,
  UNKNOWN_KEY,
  KEYS_NOT_LOADED,
  ORIGIN,
  METHOD,
  MEDIA_TYPE,
  MALFORMED,
  TOO_LARGE,
  SLOW,
  RATE,
  NO_ROOM,
  JOURNAL_BUSY,
  JOURNAL_FULL,
  JOURNAL_FAILED,
  JOURNAL_CLOSED,
  JOURNAL_DEADLINE,
  FAILED;

  /// The word for metrics.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
