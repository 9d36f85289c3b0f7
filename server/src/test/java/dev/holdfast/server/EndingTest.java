package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EndingTest {
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final Ending ending = new Ending();

  @Test
  void endsInReverseOrderAndEachThingOnce() throws InterruptedException {
    begin("journal");
    begin("engine");
    begin("door");

    ending.close();
    ending.close();
    ending.await();

    assertThat(ended).containsExactly("door", "engine", "journal");
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthers() {
    begin("journal");
    ending.remember(
        "engine",
        "engine",
        () -> {
          throw new IllegalStateException("stuck");
        });
    begin("door");

    ending.close();

    assertThat(ended).containsExactly("door", "journal");
  }

  @Test
  void whatBeginsAfterTheEndIsEndedAtOnce() {
    ending.close();

    assertThat(begin("late")).isEqualTo("late");

    assertThat(ended).containsExactly("late");
  }

  private String begin(String name) {
    return ending.remember(name, name, () -> ended.add(name));
  }
}
