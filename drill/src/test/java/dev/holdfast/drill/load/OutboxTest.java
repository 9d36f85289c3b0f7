package dev.holdfast.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.history.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {
  private static final UUID DEVICE = UUID.fromString("1b4e28ba-2fa1-41d2-883f-0016d3cca427");

  private final Outbox outbox = new Outbox(DEVICE);
  private final Press press = new Press(DEVICE, InstantSource.system(), new SplittableRandom(1));

  @Test
  void itemStaysUntilItIsAcknowledged() throws InterruptedException {
    givenItems(3);

    List<Item> first = oldest(2);
    List<Item> again = oldest(2);
    outbox.acknowledged(first.getFirst());

    assertThat(again).isEqualTo(first);
    assertThat(oldest(5)).extracting(Item::seq).containsExactly(2L, 3L);
  }

  @Test
  void declarationIsHonest() throws InterruptedException {
    givenItems(5);
    List<Item> items = oldest(5);
    outbox.acknowledged(items.get(0));
    outbox.dead(items.get(1));

    JsonNode declared = new JsonMapper().readTree(outbox.declaration() + "]}");

    assertThat(declared.path("device").asString()).isEqualTo(DEVICE.toString());
    assertThat(declared.path("issued").asLong()).isEqualTo(5);
    assertThat(declared.path("oldest").asLong()).isEqualTo(3);
    assertThat(declared.path("backlog").asLong()).isEqualTo(3);
    assertThat(declared.path("dead").asLong()).isEqualTo(1);
  }

  @Test
  void emptyOutboxDeclaresThatNothingIsHeld() {
    JsonNode declared = new JsonMapper().readTree(outbox.declaration() + "]}");

    assertThat(declared.path("issued").asLong()).isZero();
    assertThat(declared.path("oldest").asLong()).isEqualTo(1);
  }

  @Test
  void itemsAreJsonWithTheirKeyAndNeverTheSameTwice() throws InterruptedException {
    givenItems(200);

    List<Item> items = oldest(200);

    assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
    assertThat(items).extracting(Item::key).doesNotHaveDuplicates();
    assertThat(items).allMatch(item -> item.id().version() == 7 && item.id().variant() == 2);
    for (Item item : items) {
      JsonNode json = new JsonMapper().readTree(item.json());
      assertThat(json.path("id").asString()).isEqualTo(item.id().toString());
      assertThat(json.path("data").path("key").asString()).isEqualTo(item.key());
    }
  }

  private void givenItems(int count) {
    for (int i = 0; i < count; i++) {
      outbox.accept(press.next(outbox.nextSeq(), Kind.GOOD, 10));
    }
  }

  private List<Item> oldest(int max) throws InterruptedException {
    return outbox.oldest(max, Duration.ZERO);
  }
}
