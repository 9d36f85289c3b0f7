package dev.holdfast.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.House;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.sse.TestStream;
import dev.holdfast.testkit.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HealthRoutesTest {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  @TempDir private Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void probesAndHealthAnswerWithAndWithoutTheDatabase() throws Exception {
    awaitState("OPERATIONAL");
    assertThat(house.door().get("/livez").statusCode()).isEqualTo(200);
    assertThat(house.door().get("/readyz").body()).isEqualTo("{\"ready\":true,\"reason\":\"\"}");

    house.wire().refuse();
    house.send("one", "visit", "{}");
    awaitState("DEGRADED");

    JsonNode database = part("database");
    assertThat(house.door().get("/readyz").statusCode()).isEqualTo(200);
    assertThat(house.door().get("/api/health").statusCode()).isEqualTo(200);
    assertThat(database.get("state").asString()).isEqualTo("DOWN");
    assertThat(database.get("cause").asString()).isNotEmpty();
    assertThat(database.get("nextStep").asString()).contains("by itself");
    Eventually.asserted(
        () -> assertThat(part("drain").get("oldestItemAgeSeconds").asDouble()).isPositive());

    house.wire().heal();
    awaitState("OPERATIONAL");
  }

  @Test
  void theStreamBeginsWithTheStateAndTellsOfEveryChange() throws Exception {
    awaitState("OPERATIONAL");
    try (TestStream stream = TestStream.open(house.door(), "/api/health/stream")) {
      assertThat(stream.next("health").data()).contains("\"state\":\"OPERATIONAL\"");

      house.wire().refuse();

      JsonNode seen = Json.parse(stream.next("health").data()).orElseThrow();
      while (seen.get("state").asString().equals("OPERATIONAL")) { // each look sends one
        seen = Json.parse(stream.next("health").data()).orElseThrow();
      }
      assertThat(seen.get("state").asString()).isEqualTo("DEGRADED");
    }
  }

  @Test
  void metricsNameEveryFigureAndNoIdTenantOrUrl() throws Exception {
    house.send("one", "visit", "{}");
    house.door().post("/api/sync", "{", "Authorization", "Bearer pk_one");
    house.door().post("/api/sync", "{}", "Authorization", "Bearer pk_nobody");

    String metrics = house.door().get("/metrics").body();

    assertThat(metrics)
        .contains(
            "holdfast_accepted_total 1.0",
            "holdfast_rejected_total 0.0",
            "holdfast_refused_total{reason=\"unknown_key\"} 1.0",
            "holdfast_refused_total{reason=\"malformed\"} 1.0",
            "holdfast_acknowledgement_seconds_count 1",
            "holdfast_acknowledgement_seconds_bucket{le=\"+Inf\"} 1",
            "holdfast_journal_sync_last_seconds ",
            "holdfast_journal_free_bytes ",
            "holdfast_waiting_items ",
            "holdfast_waiting_oldest_seconds ",
            "holdfast_drain_rate ",
            "holdfast_books{account=\"duplicate\"} ",
            "holdfast_books{account=\"quarantined\"} ",
            "holdfast_unexplained_items 0.0",
            "holdfast_partitions_ahead ",
            "holdfast_partitions_stray_rows ",
            "holdfast_part_state{part=\"journal\"} 0.0",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads");
    assertThat(labelNames(metrics))
        .isSubsetOf(
            "reason", "part", "account", "le", "area", "id", "state", "action", "cause", "gc");
    assertThat(metrics).doesNotContain("one-shop", "pk_one", "/api/sync");
  }

  private static List<String> labelNames(String metrics) {
    List<String> names = new ArrayList<>();
    Matcher labels = LABEL.matcher(metrics);
    while (labels.find()) {
      names.add(labels.group(1));
    }
    return names;
  }

  private void awaitState(String state) {
    Eventually.asserted(() -> assertThat(health().get("state").asString()).isEqualTo(state));
  }

  private JsonNode health() throws Exception {
    return Json.parse(house.door().get("/api/health").body()).orElseThrow();
  }

  private JsonNode part(String name) throws Exception {
    for (JsonNode part : health().get("parts")) {
      if (part.get("name").asString().equals(name)) {
        return part;
      }
    }
    throw new AssertionError("no part " + name);
  }
}
