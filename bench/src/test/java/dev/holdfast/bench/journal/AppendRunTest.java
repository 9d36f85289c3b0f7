package dev.holdfast.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.bench.compare.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendRunTest {
  private static final Load SHORT =
      new Load(2, 400, Duration.ofMillis(50), Duration.ofMillis(300), 1);

  @TempDir Path dir;

  @Test
  void countsWhatIsFoundAgainInARealLog() throws Exception {
    Sample sample = AppendChild.run(Contender.ROCKSDB, dir.resolve("rocks"), SHORT);

    assertThat(sample.number("acknowledged")).isPositive().isEqualTo(sample.number("found"));
    assertThat(sample.number("rate")).isPositive();
    assertThat(sample.number("p50")).isLessThanOrEqualTo(sample.number("p99"));
  }

  @Test
  void failsWhenAnAppendFails() {
    Log broken = new Broken();

    assertThatThrownBy(() -> new AppendRun(broken, SHORT).run(Contender.Threads.VIRTUAL))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("disk full");
  }

  /// A log of the outside that never takes anything.
  private static final class Broken implements Log {
    @Override
    public Appender appender() {
      return _ -> {
        throw new IllegalStateException("disk full");
      };
    }

    @Override
    public void stop() {}

    @Override
    public long found() {
      return 0;
    }
  }
}
