package dev.holdfast.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Samples samples = new Samples(3);

  @Test
  void ratesAreWhatTheTotalsGrewByOverThreeSeconds() {
    samples.add(NOON, 1_000, 900, Duration.ZERO);
    samples.add(NOON.plusSeconds(1), 1_600, 900, Duration.ZERO);
    samples.add(NOON.plusSeconds(2), 2_200, 900, Duration.ZERO);

    Sample third = samples.add(NOON.plusSeconds(3), 4_000, 1_200, Duration.ofSeconds(2));
    Sample fourth = samples.add(NOON.plusSeconds(4), 4_000, 1_200, Duration.ZERO);

    assertThat(third).isEqualTo(new Sample(NOON.plusSeconds(3), 1_000, 100, 2));
    assertThat(fourth.acceptedPerSecond()).isEqualTo(800);
  }

  @Test
  void theFirstSampleHasNoRateAndAFallingTotalIsNoNegativeOne() {
    Sample first = samples.add(NOON, 1_000, 900, Duration.ZERO);

    Sample fallen = samples.add(NOON.plusSeconds(1), 700, 950, Duration.ZERO);

    assertThat(first.acceptedPerSecond()).isZero();
    assertThat(fallen.acceptedPerSecond()).isZero();
    assertThat(fallen.drainedPerSecond()).isEqualTo(50);
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i < 5; i++) {
      samples.add(NOON.plusSeconds(i), i, i, Duration.ZERO);
    }

    assertThat(samples.all())
        .extracting(Sample::at)
        .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(3), NOON.plusSeconds(4));
  }
}
