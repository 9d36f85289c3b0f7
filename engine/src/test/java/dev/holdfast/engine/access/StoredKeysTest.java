package dev.holdfast.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.engine.story.Story;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
  private static final String HASH = "ab".repeat(32);

  private static Story story;
  private static Keys keys;

  @BeforeAll
  static void begin() {
    story = Story.begin();
    keys = new StoredKeys(story.database());
    keys.putTenant("acme", "Acme");
    keys.putSite(new Site("acme", "shop", "The shop"));
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void whatWasPutIsThereOnceAndAsItWasPutLast() {
    ApiKey.Terms terms =
        new ApiKey.Terms(List.of("https://acme.example"), 100, 200, 1 << 20, false);
    ApiKey first = new ApiKey("acme", "web", "shop", ApiKey.Kind.WRITE, HASH, ApiKey.Terms.OPEN);
    ApiKey then = new ApiKey("acme", "web", "shop", ApiKey.Kind.WRITE, HASH, terms);
    keys.put(first);
    keys.put(then);
    keys.putTenant("acme", "Acme");
    keys.putSite(new Site("acme", "shop", "The shop, renamed"));

    assertThat(keys.all()).filteredOn(key -> key.id().equals("web")).containsExactly(then);
    assertThat(keys.sites()).containsExactly(new Site("acme", "shop", "The shop, renamed"));
  }

  @Test
  void aRevokedKeyStaysRevoked() {
    ApiKey key =
        new ApiKey("acme", "old", "", ApiKey.Kind.SECRET, "cd".repeat(32), ApiKey.Terms.OPEN);
    keys.put(key);

    assertThat(keys.revoke("acme", "old")).isTrue();
    assertThat(keys.revoke("acme", "never")).isFalse();
    keys.put(key);

    assertThat(keys.all())
        .filteredOn(it -> it.id().equals("old"))
        .singleElement()
        .satisfies(it -> assertThat(it.terms().revoked()).isTrue());
  }

  @Test
  void twoKeysNeverShareASecret() {
    String hash = "ef".repeat(32);
    keys.put(new ApiKey("acme", "one", "", ApiKey.Kind.SECRET, hash, ApiKey.Terms.OPEN));

    assertThatThrownBy(() ->
            keys.put(new ApiKey("acme", "two", "", ApiKey.Kind.SECRET, hash, ApiKey.Terms.OPEN)))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void aKeyNeedsItsTenant() {
    assertThatThrownBy(() ->
            keys.put(
                new ApiKey(
                    "nobody", "k", "", ApiKey.Kind.WRITE, "12".repeat(32), ApiKey.Terms.OPEN)))
        .isInstanceOf(DatabaseException.class);
  }
}
