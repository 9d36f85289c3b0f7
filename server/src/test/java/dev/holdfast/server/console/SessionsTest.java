package dev.holdfast.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.access.Scope;
import dev.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final SettableClock clock = SettableClock.at("2026-11-21T12:00:00Z");
  private final Map<String, Scope> keys =
      new HashMap<>(Map.of("sk_house", new Scope.House(), "sk_tenant", new Scope.OfTenant("demo")));
  private final Sessions sessions =
      new Sessions(secret -> Optional.ofNullable(keys.get(secret)), clock);

  @Test
  void onlyTheKeyOfTheHouseOpensASession() {
    assertThat(sessions.open("sk_house")).isPresent();
    assertThat(sessions.open("sk_tenant")).isEmpty();
    assertThat(sessions.open("sk_nobody")).isEmpty();
    assertThat(sessions.isOpen("made-up")).isFalse();
  }

  @Test
  void aSessionEndsWhenItIsClosedWhenItsKeyIsRevokedAndWhenNobodyUsesIt() {
    String closed = sessions.open("sk_house").orElseThrow();
    String idle = sessions.open("sk_house").orElseThrow();
    String used = sessions.open("sk_house").orElseThrow();

    sessions.close(closed);
    clock.advance(Duration.ofHours(11));
    assertThat(sessions.isOpen(used)).isTrue();
    clock.advance(Duration.ofHours(2));

    assertThat(sessions.isOpen(closed)).isFalse();
    assertThat(sessions.isOpen(idle)).isFalse();
    assertThat(sessions.isOpen(used)).isTrue();

    keys.clear();

    assertThat(sessions.isOpen(used)).isFalse();
  }

  @Test
  void atMostAThousandAreRememberedAndTheLeastUsedGoFirst() {
    String oldest = sessions.open("sk_house").orElseThrow();
    String kept = sessions.open("sk_house").orElseThrow();
    for (int i = 0; i < 998; i++) {
      sessions.open("sk_house");
    }
    assertThat(sessions.isOpen(kept)).isTrue();

    sessions.open("sk_house");

    assertThat(sessions.isOpen(oldest)).isFalse();
    assertThat(sessions.isOpen(kept)).isTrue();
  }
}
