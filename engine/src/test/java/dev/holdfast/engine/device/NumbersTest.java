package dev.holdfast.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void neighboursBecomeOneRange() {
    Numbers numbers = new Numbers();
    numbers.add(1, 1);
    numbers.add(3, 3);
    assertThat(numbers).hasToString("{[1,1],[3,3]}");

    numbers.add(2, 2);

    assertThat(numbers).hasToString("{[1,3]}");
  }

  @Test
  void whatNoOutboxCanHaveNumberedIsLeftOut() {
    Numbers numbers = new Numbers();
    numbers.add(-5, 0);
    numbers.add(9, 4);
    numbers.add(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(numbers).hasToString("{}");
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void itHoldsExactlyWhatWasAdded(long seed) {
    Random random = new Random(seed);
    Numbers numbers = new Numbers();
    TreeSet<Long> model = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      long from = 1L + random.nextInt(300);
      long to = from + random.nextInt(6);
      numbers.add(from, to);
      for (long n = from; n <= to; n++) {
        model.add(n);
      }
    }

    assertThat(numbers.toString()).isEqualTo(ranges(model));
  }

  private static String ranges(SortedSet<Long> model) {
    StringBuilder text = new StringBuilder("{");
    for (long n : model) {
      if (!model.contains(n - 1)) {
        text.append(text.length() == 1 ? "" : ",").append('[').append(n).append(',');
      }
      if (!model.contains(n + 1)) {
        text.append(n).append(']');
      }
    }
    return text.append('}').toString();
  }
}
