package dev.holdfast.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  @TempDir Path dir;

  @Test
  void bringsTheSampleOfTheChildBack() throws InterruptedException {
    Sample sample = child("works", Duration.ofMinutes(1)).run();

    assertThat(sample.text("answer")).isEqualTo("42");
  }

  @Test
  void saysWhyAChildFailed() {
    assertThatThrownBy(() -> child("fails", Duration.ofMinutes(1)).run())
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("no such disk");
  }

  @Test
  void killsAChildThatDoesNotEnd() {
    assertThatThrownBy(() -> child("hangs", Duration.ofMillis(500)).run())
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("no figures");

    assertThat(ProcessHandle.current().children())
        .noneMatch(process -> process.info().commandLine().orElse("").contains("Child hangs"));
  }

  private ChildJvm child(String what, Duration deadline) {
    return new ChildJvm(
        Child.class, List.of("-Xmx64m"), List.of(what), dir.resolve("log.txt"), deadline);
  }

  /// A contender that does as it is told.
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      ChildLife.run(() -> {
        switch (args[0]) {
          case "fails" -> throw new IllegalStateException("no such disk");
          case "hangs" -> new CountDownLatch(1).await();
          default -> {}
        }
        return new Sample(Map.of("answer", "42"));
      });
    }
  }
}
