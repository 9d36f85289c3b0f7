package dev.holdfast.postgres;

import static dev.holdfast.postgres.Keeping.ask;
import static dev.holdfast.postgres.Keeping.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.postgres.PostgresStatus.State;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
  private Keeping keeping;

  @BeforeEach
  void makeFolder() throws Exception {
    keeping = Keeping.inFreshFolder();
  }

  @AfterEach
  void removeFolder() throws Exception {
    keeping.close();
  }

  @Test
  void keepsRowsAcrossACleanStop() throws Exception {
    try (EmbeddedPostgres first = keeping.start()) {
      run(first, "CREATE TABLE kept AS SELECT 7 AS n");
    }

    try (EmbeddedPostgres second = keeping.start()) {
      assertThat(ask(second, "SELECT n FROM kept")).isEqualTo("7");
    }
    assertThat(keeping.log()).doesNotContain("not properly shut down");
    assertThat(PostmasterFile.read(keeping.data())).isEmpty();
  }

  @Test
  void runsDurableOnLoopbackWithTextInCodePointOrder() throws Exception {
    try (EmbeddedPostgres database = keeping.start()) {
      assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(database, "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(database, "SHOW autovacuum_naptime")).isEqualTo("5s");
      assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(
              ask(database, "SELECT string_agg(t, '' ORDER BY t) FROM unnest('{a,B,é}'::text[]) t"))
          .isEqualTo("Baé");
    }
  }

  @Test
  void theSettingsOfTheCallerWin() throws Exception {
    EmbeddedPostgresConfig config =
        keeping.config().withSettings(Map.of("fsync", "off", "work_mem", "8MB"));

    try (EmbeddedPostgres database = keeping.start(config)) {
      assertThat(ask(database, "SHOW fsync")).isEqualTo("off");
      assertThat(ask(database, "SHOW work_mem")).isEqualTo("8MB");
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndTheFileIsForItsOwnerOnly() throws Exception {
    try (EmbeddedPostgres database = keeping.start()) {
      assertThatThrownBy(
              () -> {
                try (Connection _ =
                    DriverManager.getConnection(database.jdbcUrl(), "holdfast", "wrong")) {
                  // Never reached.
                }
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(Files.getPosixFilePermissions(keeping.config().passwordFile()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aSecondKeeperOfTheSameDirectoryIsRefused() {
    try (EmbeddedPostgres _ = keeping.start();
        EmbeddedPostgres second = EmbeddedPostgres.of(keeping.config(), InstantSource.system())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already keeps the PostgreSQL in " + keeping.data());
    }
  }

  @Test
  void saysWhyItIsNotReady() throws Exception {
    Files.createDirectories(keeping.data());
    Files.writeString(keeping.data().resolve("holiday.jpg"), "not a database");

    try (EmbeddedPostgres database =
        EmbeddedPostgres.of(keeping.config(), InstantSource.system()).start()) {
      assertThatThrownBy(() -> database.awaitReady(Duration.ofSeconds(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not empty and not a PostgreSQL data directory");
    }
  }

  @Test
  void refusesTheDirectoryOfAnotherMajorVersion() throws Exception {
    Files.createDirectories(keeping.data());
    Files.writeString(keeping.data().resolve("PG_VERSION"), "15\n");

    try (EmbeddedPostgres database =
        EmbeddedPostgres.of(keeping.config(), InstantSource.system()).start()) {
      assertThatThrownBy(() -> database.awaitReady(Duration.ofSeconds(2)))
          .hasMessageContaining("was made by PostgreSQL 15, this Holdfast brings 18");
    }
  }

  @Test
  void anotherProcessFindsItByItsFolderWhileItRuns() throws Exception {
    assertThat(RunningPostgres.in(keeping.data())).isEmpty();
    try (EmbeddedPostgres database = keeping.start()) {
      RunningPostgres found = RunningPostgres.in(keeping.data()).orElseThrow();

      assertThat(found.jdbcUrl()).isEqualTo(database.jdbcUrl());
      assertThat(found.password()).isEqualTo(database.password());
      assertThat(found.toString()).doesNotContain(database.password());
    }
    assertThat(RunningPostgres.in(keeping.data())).isEmpty();
  }

  @Test
  void closingTwiceOrBeforeTheStartIsFine() {
    EmbeddedPostgres database = EmbeddedPostgres.of(keeping.config(), InstantSource.system());

    database.close();
    database.close();

    assertThat(database.status().state()).isEqualTo(State.STOPPED);
  }
}
