package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import java.time.Duration;

/// What a journal's refusal means for the sender. In doubt: 503, come again with the same ids. Safe
/// for many threads.
final class Outcomes {
  private static final Duration FORECAST_MAX = Duration.ofMinutes(4);
  private static final Duration AFTER_DOUBT = Duration.ofSeconds(1);
  private static final Duration AFTER_A_BUG = Duration.ofSeconds(5);
  private static final String TAKEN_NOTHING =
      "Nothing of this request was taken; send the same again later. ";

  private final DrainForecast forecast;

  Outcomes(DrainForecast forecast) {
    this.forecast = forecast;
  }

  Denial denial(Appended.Refused refused) {
    return switch (refused.refusal()) {
      case BUSY -> denial(Refusal.JOURNAL_BUSY, "journal-busy", refused, refused.retryAfter());
      case FULL -> denial(Refusal.JOURNAL_FULL, "journal-full", refused, untilRoom(refused));
      case FAILED ->
          denial(Refusal.JOURNAL_FAILED, "journal-failed", refused, refused.retryAfter());
      case CLOSED ->
          denial(Refusal.JOURNAL_CLOSED, "journal-closed", refused, refused.retryAfter());
      case TOO_LARGE -> Denial.forGood(Refusal.TOO_LARGE, 413, "body-too-large", refused.message());
    };
  }

  Denial denial(Appended.Indeterminate indeterminate) {
    return Denial.forNow(
        Refusal.JOURNAL_DEADLINE,
        "not-known-durable",
        "It is not known whether this request was taken; send the same ids again later. "
            + indeterminate.message(),
        AFTER_DOUBT);
  }

  static Denial bug() {
    return Denial.forNow(
        Refusal.FAILED,
        "failed",
        "The server failed; its log says why, by correlation id. Send the same again later.",
        AFTER_A_BUG);
  }

  private Duration untilRoom(Appended.Refused refused) {
    Duration drained = forecast.untilDrained();
    Duration bounded = drained.compareTo(FORECAST_MAX) > 0 ? FORECAST_MAX : drained;
    return bounded.compareTo(refused.retryAfter()) > 0 ? bounded : refused.retryAfter();
  }

  private static Denial denial(
      Refusal refusal, String code, Appended.Refused refused, Duration retryAfter) {
    Duration some = retryAfter.isPositive() ? retryAfter : AFTER_DOUBT;
    return Denial.forNow(refusal, code, TAKEN_NOTHING + refused.message(), some);
  }
}
