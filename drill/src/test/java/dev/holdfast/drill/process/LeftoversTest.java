package dev.holdfast.drill.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  @Test
  void lastIsUndoneFirstAndEachOnce() {
    List<String> undone = new ArrayList<>();
    Leftovers leftovers = new Leftovers();
    leftovers.add(() -> undone.add("first"));
    leftovers.add(() -> undone.add("second"));

    leftovers.close();
    leftovers.close();

    assertThat(undone).containsExactly("second", "first");
  }

  @Test
  void failureDoesNotKeepTheOthersFromBeingUndone() {
    List<String> undone = new ArrayList<>();
    Leftovers leftovers = new Leftovers();
    leftovers.add(() -> undone.add("first"));
    leftovers.add(() -> {
      throw new IllegalStateException("planted");
    });

    leftovers.close();

    assertThat(undone).containsExactly("first");
  }
}
