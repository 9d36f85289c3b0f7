package dev.holdfast.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void travelsAsOneLine() {
    Sample sample = new Sample(Map.of("rate", "12.5", "note", "two\twords\nhere", "empty", ""));

    String line = sample.line();

    assertThat(line).doesNotContain("\n");
    Sample parsed = Sample.in("noise\n" + line + "\nmore noise").orElseThrow();
    assertThat(parsed.number("rate")).isEqualTo(12.5);
    assertThat(parsed.text("note")).isEqualTo("two words here");
    assertThat(parsed.text("empty")).isEmpty();
  }

  @Test
  void namesTheFigureThatIsMissing() {
    Sample sample = new Sample(Map.of("rate", "1"));

    assertThatThrownBy(() -> sample.number("p99")).hasMessageContaining("p99");
  }
}
