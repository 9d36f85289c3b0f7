package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEveryComparisonWithOneLine() {
    assertThat(bench("--list")).isZero();

    assertThat(out.toString()).contains("journal", "gate", "ingest");
  }

  @Test
  void explainsHowAComparisonMeasures() {
    assertThat(bench("journal", "--explain")).isZero();

    assertThat(out.toString()).contains("What is fair", "What is not");
  }

  @Test
  void saysWhichNamesThereAreWhenItDoesNotKnowOne() {
    assertThat(bench("nonsense")).isEqualTo(2);

    assertThat(err.toString()).contains("nonsense").contains("--list");
  }

  @Test
  void refusesToMeasureADiskThatIsMemory() {
    assertThat(bench("journal", "--quick", "--dir", "/dev/shm/holdfast-bench-test")).isEqualTo(2);

    assertThat(err.toString()).contains("in memory");
  }

  private int bench(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }
}
