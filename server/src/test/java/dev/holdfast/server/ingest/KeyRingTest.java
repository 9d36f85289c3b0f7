package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  @TempDir private Path folder;

  @Test
  void aSavedRingIsReadBackAndHoldsNoSecret() throws IOException {
    Path file = folder.resolve("keys.json");
    ApiKey key = key("demo-write", "pk_demo");

    KeyRing.of(List.of(key)).save(file);
    KeyRing.of(List.of(key, key("second", "pk_second"))).save(file);
    KeyRing read = KeyRing.load(file).orElseThrow();

    assertThat(read.find("pk_demo")).contains(key);
    assertThat(read.find("pk_second")).isPresent();
    assertThat(read.find("pk_other")).isEmpty();
    assertThat(Files.readString(file)).doesNotContain("pk_demo");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noFileIsNoRingAndADamagedFileSaysWhatToDo() throws IOException {
    Path file = folder.resolve("keys.json");
    assertThat(KeyRing.load(file)).isEmpty();

    Files.writeString(file, "{\"version\":1,\"keys\":[{\"id\":");

    assertThatThrownBy(() -> KeyRing.load(file))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void aRingTakesNoKeyTwice() {
    assertThatThrownBy(() -> KeyRing.of(List.of(key("a", "pk_1"), key("a", "pk_2"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyRing.of(List.of(key("a", "pk_1"), key("b", "pk_1"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysOfTwoTenantsMayBearTheSameName() {
    ApiKey one = key("write", "pk_1");
    ApiKey two =
        new ApiKey(
            "write",
            ApiKey.hash("pk_2"),
            new ApiKey.Owner("other", "other"),
            ApiKey.Kind.WRITE,
            List.of("*"),
            ApiKey.Rate.WIDE);
    Keys keys = new Keys(IngestConfig.STANDARD);

    keys.replace(KeyRing.of(List.of(one, two)));

    assertThat(keys.find("pk_1")).contains(one);
    assertThat(keys.find("pk_2")).contains(two);
  }

  @Test
  void aReplacedRingLocksOutOldKeysAndKeepsUsedShares() {
    Keys keys = new Keys(IngestConfig.STANDARD);
    assertThat(keys.loaded()).isFalse();
    keys.replace(KeyRing.of(List.of(key("a", "pk_a"), key("b", "pk_b"))));
    Pass before = keys.pass("pk_a");

    keys.replace(KeyRing.of(List.of(key("a", "pk_a"))));

    assertThat(keys.pass("pk_a")).isNotNull().isSameAs(before);
    assertThat(keys.find("pk_b")).isEmpty();
  }

  private static ApiKey key(String id, String secret) {
    return new ApiKey(
        id,
        ApiKey.hash(secret),
        new ApiKey.Owner("demo", "demo"),
        ApiKey.Kind.WRITE,
        List.of("*"),
        ApiKey.Rate.WIDE);
  }
}
