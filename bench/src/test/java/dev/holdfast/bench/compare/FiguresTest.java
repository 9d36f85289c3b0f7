package dev.holdfast.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(3.0, 1.0, 9.0));
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4.0, 1.0, 9.0));
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("at least one");
  }

  @Test
  void aSpreadOfOneRoundShowsNoRange() {
    assertThat(Spread.of(List.of(1234.4)).whole()).isEqualTo("1,234");
    assertThat(Spread.of(List.of(1000.0, 3000.0)).whole()).isEqualTo("2,000 (1,000 .. 3,000)");
    assertThat(Spread.of(List.of(1.25, 3.0, 9.0)).tenths()).isEqualTo("3.0 (1.3 .. 9.0)");
  }

  @Test
  void aGoalIsReachedOnItsBound() {
    assertThat(Goal.atLeast("ratio", 0.8, 0.8).passed()).isTrue();
    assertThat(Goal.atLeast("ratio", 0.79, 0.8).passed()).isFalse();
    assertThat(Goal.atMost("ratio", 2.0, 2.0).passed()).isTrue();
    assertThat(Goal.atMost("ratio", 2.01, 2.0).passed()).isFalse();
  }

  @Test
  void aTableAlignsFiguresToTheRight() {
    Table table = new Table("who", "rate").row("a", "1,000").row("longer", "5").row("none");

    assertThat(table.text())
        .isEqualTo(
            """
            who      rate
            ------  -----
            a       1,000
            longer      5
            none
            """);
  }
}
