package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.db.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
  @Test
  void nothingSaidIsAllDefaults() {
    ServerConfig config = ServerConfig.read(Map.of(), Map.of());

    assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.journal())
        .isEqualTo(new ServerConfig.Journaling(64 << 20, 256L << 20, Duration.ofHours(24)));
    assertThat(config.database()).isEmpty();
    assertThat(config.mode()).isEqualTo(new ServerConfig.Mode(false, KnownBad.NONE));
  }

  @Test
  void aFlagWinsOverItsVariable() {
    ServerConfig config =
        ServerConfig.read(
            Map.of(Setting.PORT, "9001"),
            Map.of("HOLDFAST_PORT", "9002", "HOLDFAST_DEMO", "true", "HOLDFAST_HOST", "127.0.0.1"));

    assertThat(config.http().port()).isEqualTo(9001);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.mode().demo()).isTrue();
  }

  @Test
  void everyFaultIsToldAtOnceAndNoSecretWithIt() {
    Map<String, String> environment =
        Map.of(
            "HOLDFAST_PORT", "eighty",
            "HOLDFAST_DEMO", "maybe",
            "HOLDFAST_MONTHS_KEPT", "-1",
            "HOLDFAST_KNOWN_BAD", "lies",
            "HOLDFAST_DATABASE_URL", "mysql://root:geheim@localhost/db");

    assertThatThrownBy(() -> ServerConfig.read(Map.of(), environment))
        .isInstanceOf(FaultyConfig.class)
        .hasMessageContaining(
            "port (HOLDFAST_PORT) must be a whole number from 0 to 65535, was 'eighty'")
        .hasMessageContaining("demo (HOLDFAST_DEMO) must be true or false, was 'maybe'")
        .hasMessageContaining("months-kept (HOLDFAST_MONTHS_KEPT) must be a whole number")
        .hasMessageContaining("known-bad (HOLDFAST_KNOWN_BAD) must be ack-before-fsync or gate-off")
        .hasMessageContaining("database-url (HOLDFAST_DATABASE_URL) must look like postgresql://")
        .hasMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://ann:p%40ss@db:5433/shop, jdbc:postgresql://db:5433/shop",
    "postgres://ann:p%40ss@db/shop?sslmode=require, jdbc:postgresql://db/shop?sslmode=require",
    "jdbc:postgresql://ann:p%40ss@db:5433/shop, jdbc:postgresql://db:5433/shop",
  })
  void readsAUrlAsPeopleWriteIt(String url, String jdbcUrl) {
    ServerConfig config = ServerConfig.read(Map.of(), Map.of("HOLDFAST_DATABASE_URL", url));

    DatabaseConfig database = config.database().orElseThrow();
    assertThat(database.jdbcUrl()).isEqualTo(jdbcUrl);
    assertThat(database.user()).isEqualTo("ann");
    assertThat(database.password()).isEqualTo("p@ss");
    assertThat(config.summary()).contains(jdbcUrl).contains("port=8080");
    assertThat(config.summary() + config).doesNotContain("p@ss").doesNotContain("p%40ss");
  }

  @Test
  void userAndPasswordMayStandApart() {
    ServerConfig config =
        ServerConfig.read(
            Map.of(),
            Map.of(
                "HOLDFAST_DATABASE_URL", "jdbc:postgresql://127.0.0.1:5432/holdfast",
                "HOLDFAST_DATABASE_USER", "ann",
                "HOLDFAST_DATABASE_PASSWORD", "p:ss/w@rd"));

    assertThat(config.database().orElseThrow().user()).isEqualTo("ann");
    assertThat(config.database().orElseThrow().password()).isEqualTo("p:ss/w@rd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:x@db",
        "postgresql://ann:x@/shop",
        "postgresql://db/shop?user=ann&password=geheim",
        "postgresql://ann:ge heim@db/shop",
      })
  void refusesAUrlThatCannotBeUsedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> ServerConfig.read(Map.of(), Map.of("HOLDFAST_DATABASE_URL", url)))
        .isInstanceOf(FaultyConfig.class)
        .hasMessageContaining("HOLDFAST_DATABASE_URL")
        .hasMessageNotContaining("heim");
  }
}
