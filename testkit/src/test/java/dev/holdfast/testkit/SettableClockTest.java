package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettableClockTest {
  @Test
  void standsStillUntilItIsMoved() {
    SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");

    assertThat(clock.instant()).isEqualTo(clock.instant());
    assertThat(clock.advance(Duration.ofHours(-3)))
        .isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
  }
}
