package dev.holdfast.server.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is found about a part at one moment; `Part` says the same with its beginning.
///
/// @param since when the part itself says this began; null when it does not say
record Finding(
    PartName name,
    PartState state,
    String cause,
    Duration oldest,
    String nextStep,
    @Nullable Instant since) {

  static Finding operational(PartName name) {
    return of(name, PartState.OPERATIONAL, "", "");
  }

  static Finding of(PartName name, PartState state, String cause, String nextStep) {
    return new Finding(name, state, cause.strip(), Duration.ZERO, nextStep, null);
  }

  Finding withOldest(Duration age) {
    return new Finding(name, state, cause, age, nextStep, since);
  }

  Finding withSince(Instant beginning) {
    return new Finding(name, state, cause, oldest, nextStep, beginning);
  }
}
