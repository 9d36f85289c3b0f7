package dev.holdfast.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.House;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.sse.TestStream;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReadRoutesTest {
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
  void nothingIsReadWithoutASecretKey() throws Exception {
    for (String path :
        new String[] {"/api/books", "/api/signals/x", "/api/events", "/api/events/stream"}) {
      for (String key : new String[] {"", "pk_one", "sk_unknown"}) {
        HttpResponse<String> answer = house.read(path, key);

        assertThat(answer.statusCode()).as(path + " with " + key).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).contains("\"code\":\"secret-key-required\"");
      }
    }
  }

  @Test
  void theBooksShowATenantItsOwnPageAndTheHouseEveryPage() throws Exception {
    house.send("one", "visit", "{}");
    house.send("one", "visit", "{}");
    house.send("two", "visit", "{}");
    awaitRecorded(3);

    JsonNode one = json(house.read("/api/books", "sk_one"));
    JsonNode all = json(house.read("/api/books", House.HOUSE_KEY));

    assertThat(one.get("recorded").asLong()).isEqualTo(2);
    assertThat(one.get("tenants").propertyNames()).containsExactly("one");
    assertThat(all.get("tenants").propertyNames()).containsExactly("one", "two");
    assertThat(all.get("live").asBoolean()).isTrue();
    assertThat(all.get("total").toString())
        .isEqualTo(
            "{\"accepted\":3,\"acknowledged\":3,\"rejected\":0,\"damaged\":0,\"recorded\":3,"
                + "\"duplicate\":0,\"quarantined\":0,\"inJournal\":0,\"unexplained\":0,"
                + "\"balanced\":true}");
  }

  @Test
  void anItemIsFoundByIdAndByCorrelationIdWithItsWholeWay() throws Exception {
    String id = house.send("one", "order", "{\"value\":49.9,\"note\":\"<b>&\"}");
    awaitRecorded(1);

    JsonNode byId = json(house.read("/api/signals/" + id, "sk_one"));
    JsonNode byCorrelation = json(house.read("/api/signals/corr-one", House.HOUSE_KEY));

    JsonNode item = byId.get("found").get(0);
    assertThat(byId.get("complete").asBoolean()).isTrue();
    assertThat(item.get("place").asString()).isEqualTo("recorded");
    assertThat(item.get("tenant").asString()).isEqualTo("one");
    assertThat(item.get("site").asString()).isEqualTo("one-shop");
    assertThat(item.get("type").asString()).isEqualTo("order");
    assertThat(item.get("key").asString()).isEqualTo("one-write");
    assertThat(item.get("data").get("data").toString())
        .isEqualTo("{\"value\":49.9,\"note\":\"<b>&\"}");
    assertThat(item.get("way").findValuesAsString("station"))
        .containsExactly("received", "journalled", "recorded");
    assertThat(byCorrelation.get("found").get(0)).isEqualTo(item);
  }

  @Test
  void anotherTenantsItemIsNotThere() throws Exception {
    String id = house.send("one", "order", "{}");
    awaitRecorded(1);

    HttpResponse<String> answer = house.read("/api/signals/" + id, "sk_two");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"code\":\"unknown-id\"").doesNotContain("order");
    assertThat(house.read("/api/events?site=one-shop", "sk_two").body()).isEqualTo("[]");
  }

  @Test
  void anItemThatOnlyTheJournalHasIsFoundWhileTheDatabaseIsAway() throws Exception {
    house.send("one", "visit", "{}");
    awaitRecorded(1);
    house.wire().refuse();
    String id = house.send("one", "order", "{\"n\":1}");

    JsonNode found = json(house.read("/api/signals/" + id, "sk_one"));
    HttpResponse<String> unknown = house.read("/api/signals/" + UUID.randomUUID(), "sk_one");
    JsonNode books = json(house.read("/api/books", "sk_one"));

    assertThat(found.get("found").get(0).get("place").asString()).isEqualTo("in_journal");
    assertThat(unknown.statusCode()).as("not said to be unknown").isEqualTo(503);
    assertThat(unknown.headers().firstValue("Retry-After")).contains("5");
    assertThat(books.get("inJournal").asLong()).isEqualTo(1);
    assertThat(books.get("balanced").asBoolean()).isTrue();

    house.wire().heal();

    awaitRecorded(2);
    assertThat(json(house.read("/api/signals/" + id, "sk_one")).toString()).contains("recorded");
  }

  @Test
  void theLatestEventsOfASiteAreAListAndALiveStream() throws Exception {
    String first = house.send("one", "a", "{}");
    house.send("two", "b", "{}");

    JsonNode list = json(house.read("/api/events?site=one-shop", "sk_one"));
    assertThat(list.findValuesAsString("id")).containsExactly(first);

    try (TestStream stream =
        TestStream.open(
            house.door(), "/api/events/stream?site=one-shop", "Authorization", "Bearer sk_one")) {
      assertThat(stream.next("events").data()).contains(first);

      house.send("two", "c", "{}");
      String second = house.send("one", "d", "{}");

      assertThat(stream.next("events").data()).contains(second).doesNotContain("two-shop");
    }
  }

  @Test
  void aRejectedItemStandsInTheListWithItsCode() throws Exception {
    house
        .door()
        .post("/api/sync", "{\"events\":[{\"id\":\"no uuid\"}]}", "Authorization", "Bearer pk_one");

    JsonNode rejected = json(house.read("/api/events", "sk_one")).get(0);

    assertThat(rejected.get("state").asString()).isEqualTo("rejected");
    assertThat(rejected.get("type").asString()).isNotEmpty();
  }

  private void awaitRecorded(long count) {
    Eventually.asserted(() ->
        assertThat(json(house.read("/api/books", House.HOUSE_KEY)).get("recorded").asLong())
            .isEqualTo(count));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body()).orElseThrow();
  }
}
