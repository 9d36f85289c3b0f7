package dev.holdfast.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShapeTest {
  @Test
  void anEventIsFourHundredBytes() {
    List<UUID> one = List.of(new UUID(1, 2));

    assertThat(Shape.SINGLE.body(one)).hasSize("{\"events\":[]}".length() + 400);
  }

  @Test
  void aBatchIsJsonWithEveryIdInItsPlace() {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(50).toList();

    JsonNode body = new JsonMapper().readTree(Shape.BATCH.body(ids));

    assertThat(body.path("events")).hasSize(50);
    assertThat(body.path("events").get(49).path("id").asString()).isEqualTo(ids.get(49).toString());
  }
}
