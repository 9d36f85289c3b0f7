package dev.holdfast.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Latency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeMeterTest {
  @Test
  void ninetyNineOfAHundredOfThoseBetweenTwoLooksDecide() {
    Latency before = latency(1_000, 0, 1_000);
    Latency after = latency(1_100, 99, 1_100);

    assertThat(IntakeMeter.slowest(before, after)).isEqualTo(Duration.ofMillis(1));
    assertThat(IntakeMeter.slowest(before, latency(1_100, 98, 1_100)))
        .isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void whatIsSlowerThanTheLastStepIsTheLongestSeen() {
    assertThat(IntakeMeter.slowest(latency(0, 0, 0), latency(10, 0, 0)))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void nobodyServedIsNoDuration() {
    assertThat(IntakeMeter.slowest(latency(5, 5, 5), latency(5, 5, 5))).isZero();
  }

  private static Latency latency(long count, long within1ms, long within2ms) {
    return new Latency(
        count,
        0,
        7_000_000_000L,
        List.of(new Latency.Step(1_000, within1ms), new Latency.Step(2_000, within2ms)));
  }
}
