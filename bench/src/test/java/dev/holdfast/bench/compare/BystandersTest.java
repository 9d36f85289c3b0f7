package dev.holdfast.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BystandersTest {
  @Test
  void whatOurOwnChildrenBurnIsNotOthers() throws IOException, InterruptedException {
    Bystanders others = new Bystanders();
    long before = Bystanders.ownTicks();

    Process burning =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").start();
    assertThat(burning.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Bystanders.ownTicks()).isGreaterThan(before);
    assertThat(others.share()).isBetween(0.0, 1.0);
    assertThat(others.sentence()).contains("Others used");
  }
}
