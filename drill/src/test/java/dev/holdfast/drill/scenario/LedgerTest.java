package dev.holdfast.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Hash;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.process.OwnDatabase;
import dev.holdfast.drill.time.RunClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final String SCHEMA =
      """
      CREATE TABLE event (id uuid NOT NULL, seq bigint, type text, data text) PARTITION BY RANGE (id);
      CREATE TABLE event_default PARTITION OF event DEFAULT;
      CREATE TABLE quarantine (signal_id text, items bigint, raw bytea);
      INSERT INTO event VALUES
        ('018f0000-0000-7000-8000-000000000001', 1, 'a', '{"data":{"key":"k1"}}'),
        ('018f0000-0000-7000-8000-000000000002', 2, 'a', '{ "strange" : 1.50 }');
      INSERT INTO quarantine VALUES
        (NULL, 1, '\\xff00'), ('x', 1, '{"key":"k3"}'), ('a declaration', 0, '');
      """;

  @TempDir static Path folder;

  private static OwnDatabase database;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = new OwnDatabase(folder.resolve("database"));
    database.start();
    execute(SCHEMA);
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @Test
  void everyRowIsCopiedWithTheFingerprintOfItsBytes(@TempDir Path run) throws Exception {
    try (Recorder recorder = new Recorder(run, new RunClock())) {
      recorder.facts(new Facts("ledger", "Ledger", "test", 1, 0, "now"));
      ledger().copyTo(recorder);
    }

    assertThat(History.read(run).found())
        .contains(
            new Found(
                Place.EVENT,
                "018f0000-0000-7000-8000-000000000001",
                "k1",
                Hash.of("{\"data\":{\"key\":\"k1\"}}")),
            new Found(
                Place.EVENT,
                "018f0000-0000-7000-8000-000000000002",
                "",
                Hash.of("{ \"strange\" : 1.50 }")),
            new Found(Place.QUARANTINE, "", "", Hash.of(new byte[] {(byte) 0xff, 0})),
            new Found(Place.QUARANTINE, "x", "k3", Hash.of("{\"key\":\"k3\"}")))
        .noneMatch(row -> row.id().equals("a declaration"));
    assertThat(ledger().arrived()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void poisonRefusesItsTypeAndNothingElse() throws Exception {
    ledger().poison();

    execute("INSERT INTO event VALUES (gen_random_uuid(), 3, 'good', '{}')");
    assertThatThrownBy(
            () -> execute("INSERT INTO event VALUES (gen_random_uuid(), 4, 'drill_poison', '{}')"))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("23514");
    assertThatThrownBy(
            () -> execute("INSERT INTO event VALUES (gen_random_uuid(), 5, 'drill_poison', '{}')"))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("P0001");
  }

  @Test
  void databaseThatIsAwayIsUnknownAndNotEmpty() {
    Ledger nowhere =
        new Ledger(() -> {
          throw new DrillException("nobody knows");
        });

    assertThat(nowhere.arrived()).isEqualTo(-1);
  }

  private static Ledger ledger() {
    return new Ledger(
        () -> new Ledger.Login(database.jdbcUrl(), database.user(), database.password()));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
