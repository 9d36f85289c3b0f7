package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

class EventuallyTest {
  @Test
  void looksAgainUntilTheAssertionHolds() {
    AtomicInteger looks = new AtomicInteger();

    Eventually.asserted(() -> assertThat(looks.incrementAndGet()).isEqualTo(3));

    assertThat(looks).hasValue(3);
  }

  @Test
  void saysWhatNeverHeld() {
    assertThatThrownBy(
            () -> Eventually.holds("the sky is green", Duration.ofMillis(50), () -> false))
        .isInstanceOf(ConditionTimeoutException.class)
        .hasMessageContaining("the sky is green");
  }
}
