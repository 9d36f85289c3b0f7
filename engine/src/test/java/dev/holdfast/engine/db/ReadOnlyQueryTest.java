package dev.holdfast.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import dev.holdfast.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueryTest {
  private static TestDatabase database;

  @BeforeAll
  static void makeDatabase() {
    database = TestDatabase.fresh();
    database.execute("CREATE TABLE kept AS SELECT n, now() AS at FROM generate_series(1, 2500) n");
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @Test
  void streamsEveryRowInOrderAsTheServerWritesIt() {
    Rows rows = run("SELECT n, n % 2 = 0 AS even, NULL AS nothing FROM kept ORDER BY n");

    assertThat(rows.names).containsExactly("n", "even", "nothing");
    assertThat(rows.rows).hasSize(2_500).contains(Arrays.asList("2500", "t", null));
  }

  @Test
  void anAnswerWithoutRowsStillHasItsColumns() {
    Rows rows = run("SELECT n FROM kept WHERE false");

    assertThat(rows.names).containsExactly("n");
    assertThat(rows.rows).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHOW server_encoding", "EXPLAIN SELECT 1", "VALUES (1), (2)"})
  void takesWhateverReturnsRows(String query) {
    assertThat(run(query).rows).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM kept",
        "WITH gone AS (DELETE FROM kept RETURNING n) SELECT n FROM gone",
        "CREATE TABLE other (n int)",
        "SELECT 1; DELETE FROM kept",
        "COMMIT; DELETE FROM kept",
        "COMMIT",
        "SET TRANSACTION READ WRITE",
        "COPY kept TO PROGRAM 'true'",
        "SELECT nextval('pg_catalog.nothing')",
        ""
      })
  void refusesWhatIsNotOneReadingQuery(String query) {
    assertThatThrownBy(() -> run(query)).isInstanceOf(HoldfastException.class);

    assertThat(run("SELECT count(*) FROM kept").rows).containsExactly(List.of("2500"));
  }

  @Test
  void givesUpAfterTheTimeAllowed() {
    assertThatThrownBy(() ->
            ReadOnlyQuery.run(config(), "SELECT pg_sleep(60)", Duration.ofMillis(200), new Rows()))
        .hasMessageContaining("statement timeout");
  }

  private static Rows run(String query) {
    Rows rows = new Rows();
    ReadOnlyQuery.run(config(), query, Duration.ofSeconds(30), rows);
    return rows;
  }

  private static DatabaseConfig config() {
    return DatabaseConfig.of(database.jdbcUrl(), database.user(), database.password());
  }

  private static final class Rows implements RowSink {
    private final List<String> names = new ArrayList<>();
    private final List<List<@Nullable String>> rows = new ArrayList<>();

    @Override
    public void columns(List<String> columns) {
      names.addAll(columns);
    }

    @Override
    public void row(List<@Nullable String> values) {
      rows.add(values);
    }
  }
}
