package dev.holdfast.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.signal.Message;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The gate's look-ups must stay look-ups, whatever the statistics say: on a table that was empty
/// when it was last analysed, and on one that is large.
class GatePlanTest {
  private static Story story;
  private static List<Message.Signal> signals;

  @BeforeAll
  static void begin() {
    story = Story.begin();
    signals = Sender.of("plan").next(1_000);
    story.server().execute("ALTER TABLE event_2026_11 SET (autovacuum_enabled = off)");
    story.server().execute("ANALYZE event");
    fill();
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void knownIdsAreLookedUpInTheKeyWhileTheStatisticsSayEmpty() {
    assertLooksUp(explain(KnownIds.OF_ONE_TENANT, "plan", uuids()));
    assertLooksUp(explain(KnownIds.OF_MANY_TENANTS, tenants(), uuids()));
  }

  @Test
  void knownIdsAreLookedUpInTheKeyOfALargeTable() {
    story.server().execute("ANALYZE event");

    assertLooksUp(explain(KnownIds.OF_ONE_TENANT, "plan", uuids()));
    assertLooksUp(explain(KnownIds.OF_MANY_TENANTS, tenants(), uuids()));
  }

  @Test
  void aSearchByCorrelationIdReadsTheBloomFilters() {
    story.server().execute("ANALYZE event");
    story.server().execute("SELECT brin_summarize_new_values('event_2026_11_correlation_id_idx')");

    String plan =
        explain("SELECT * FROM event WHERE tenant_id = ? AND correlation_id = ?", "plan", "c-500");

    assertThat(plan).contains("event_2026_11_correlation_id_idx");
  }

  private static void assertLooksUp(String plan) {
    assertThat(plan)
        .contains("event_2026_11_pkey")
        .doesNotContain("Seq Scan on event_2026_11")
        .doesNotContain("Hash Join")
        .doesNotContain("Merge Join");
    // Each id costs a few pages, not a walk through the table (which has thousands).
    assertThat(removedByFilter(plan)).isLessThan(10_000);
  }

  private static long removedByFilter(String plan) {
    return plan.lines()
        .filter(line -> line.contains("Rows Removed by"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .sum();
  }

  private static String explain(String sql, Object... parameters) {
    List<String> lines =
        story
            .database()
            .transaction(
                Lane.DRAIN,
                connection ->
                    Sql.list(
                        connection,
                        "EXPLAIN (ANALYZE) " + sql,
                        row -> row.getString(1),
                        parameters));
    return String.join("\n", lines);
  }

  private static Sql.Array uuids() {
    return Sql.column("uuid", signals, Message.Signal::id);
  }

  private static Sql.Array tenants() {
    return Sql.column("text", signals, signal -> signal.arrival().tenant());
  }

  private static void fill() {
    story
        .server()
        .execute(
            """
            INSERT INTO event (tenant_id, id, received_at, position, site_id, type, key_id,
                               correlation_id, data)
            SELECT 'plan',
                   (lpad(to_hex((extract(epoch FROM timestamptz '2026-11-02 00:00Z') * 1000)::bigint
                                + n), 12, '0')
                    || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
                   now(), n, 's', 't', 'k', 'c-' || n, repeat('x', 100)
              FROM generate_series(1, 100000) AS n
            """);
  }
}
