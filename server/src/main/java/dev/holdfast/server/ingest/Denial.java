package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import java.time.Duration;

/// Why a request is not taken, for its sender and for the counters.
///
/// @param retryAfter when to come again; zero when coming again with the same is useless
record Denial(Refusal refusal, Problem problem, Duration retryAfter) {
  static Denial forGood(Refusal refusal, int status, String code, String detail) {
    return new Denial(refusal, new Problem(status, code, detail), Duration.ZERO);
  }

  static Denial forNow(Refusal refusal, String code, String detail, Duration retryAfter) {
    return new Denial(refusal, new Problem(503, code, detail), retryAfter);
  }
}
