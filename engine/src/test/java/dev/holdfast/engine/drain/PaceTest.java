package dev.holdfast.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void withoutAnOutageThereIsNoPace() {
    Pace pace = new Pace();

    assertThat(pace.rest(1_000, SECOND / 100, 5 * SECOND)).isZero();
  }

  @Test
  void afterAnOutageItBeginsBelowTheGoodRateAndRises() {
    Pace pace = new Pace();
    // A thousand items in 20 ms: 50,000 a second went well.
    pace.rest(1_000, SECOND / 50, SECOND);
    pace.recovered(10 * SECOND);

    assertThat(pace.allowed(10 * SECOND)).isEqualTo(40_000.0);
    assertThat(pace.allowed(12 * SECOND)).isEqualTo(62_500.0);
    // The batch took 20 ms of the 25 it may take.
    assertThat(pace.rest(1_000, SECOND / 50, 10 * SECOND + SECOND / 50))
        .isBetween(Duration.ofMillis(4), Duration.ofMillis(6));
  }

  @Test
  void thirtySecondsOfABlackoutAreMadeUpInThree() {
    Pace pace = new Pace();
    pace.recovered(0);
    long now = 0;
    for (int batch = 0; batch < 30; batch++) {
      now += SECOND / 100;
      now += pace.rest(1_000, SECOND / 100, now).toNanos();
    }

    assertThat(Duration.ofNanos(now)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void itEnds() {
    Pace pace = new Pace();
    pace.recovered(0);

    assertThat(pace.rest(100_000, 1, 11 * SECOND)).isZero();
  }

  @Test
  void batchesGrowWhileTheyAreQuickAndShrinkWhenTheyAreSlow() {
    BatchSize size = new BatchSize();
    for (int i = 0; i < 5; i++) {
      size.took(size.items(), Duration.ofMillis(10));
    }
    assertThat(size.items()).isEqualTo(BatchSize.MAX);

    size.took(1_000, Duration.ofSeconds(1));
    assertThat(size.items()).isEqualTo(500);

    size.failed();
    assertThat(size.items()).isEqualTo(BatchSize.MIN);
  }

  @Test
  void theRateIsThatOfTheLastWholeSeconds() {
    Rate rate = new Rate();
    for (int second = 100; second < 110; second++) {
      rate.add(500, second * SECOND);
    }

    assertThat(rate.perSecond(110 * SECOND)).isEqualTo(500.0);
    assertThat(rate.perSecond(115 * SECOND)).isEqualTo(250.0);
    assertThat(rate.perSecond(130 * SECOND)).isZero();
  }
}
