package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import dev.holdfast.signal.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thousands of damaged bodies: whatever comes, the answer is a declared one, and an id is
/// acknowledged only when it is in the journal. `-Dholdfast.seed=…` repeats a run.
class MutationTest {
  private static final int ROUNDS = 1_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] SCRAPS = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "\"id\":",
    "\"events\":[",
    "\\u0000",
    "\\ud800",
    "\u0000",
    "-",
    "1e999",
    "[[[[[[[[",
    "{\"a\":",
    "\"type\":5,",
    "é",
    "  ",
    "\n",
  };

  @TempDir private Path folder;

  @Test
  void whateverComesOnlyWhatIsInTheJournalIsAcknowledged() {
    long seed = Long.getLong("holdfast.seed", 20_261_121);
    Random random = new Random(seed);
    Map<Integer, Integer> statuses = new HashMap<>();
    List<String> acknowledged = new ArrayList<>();
    try (Rig rig = Rig.in(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] body = mutated(body(random, round), random);
        Answer answer =
            random.nextInt(10) == 0
                ? rig.post(damagedGzip(body, random), "Content-Encoding", "gzip")
                : rig.post(body);

        statuses.merge(answer.status(), 1, Integer::sum);
        assertThat(answer.status()).as("seed %d round %d", seed, round).isIn(202, 400, 413);
        if (answer.status() == 202) {
          acknowledged.addAll(answer.ack());
        } else {
          assertThat(answer.code()).isNotEmpty();
        }
      }

      assertThat(statuses.get(202)).as("seed %d %s", seed, statuses).isGreaterThan(ROUNDS / 10);
      assertThat(statuses.get(400)).isGreaterThan(ROUNDS / 10);
      assertThat(rig.ingest.counts().refused(Refusal.FAILED)).isZero();
      assertThat(rig.ingest.counts().heldBytes()).isZero();
      assertThat(rig.ingest.counts().accepted()).isEqualTo(acknowledged.size());
      assertInJournal(rig, acknowledged);
    }
  }

  /// Each acknowledged id stands in the journal as often as it was acknowledged, in bytes that are
  /// JSON and hold this id.
  private static void assertInJournal(Rig rig, List<String> acknowledged) {
    List<String> found = new ArrayList<>();
    for (Message message : rig.journalled()) {
      if (message instanceof Message.Signal signal) {
        JsonNode item = JSON.readTree(bytes(signal.raw()));
        assertThat(UUID.fromString(item.get("id").asString())).isEqualTo(signal.id());
        assertThat(item.get("type").asString()).isEqualTo(signal.type());
        found.add(item.get("id").asString());
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  @Test
  void aBodyThatAnotherReaderCannotReadIsNeverTaken() {
    long seed = Long.getLong("holdfast.seed", 7);
    Random random = new Random(seed);
    BatchReader reader = new BatchReader(IngestConfig.STANDARD);
    int taken = 0;
    for (int round = 0; round < 6_000; round++) {
      byte[] body = mutated(body(random, round), random);

      if (reader.read(body, body.length) instanceof Reading.Batch batch) {
        taken++;
        JsonNode whole = tree(new String(body, StandardCharsets.UTF_8));
        assertThat(whole).as("seed %d round %d", seed, round).isNotNull();
        assertThat(whole.get("events").size()).isEqualTo(batch.items().size());
        assertSoundItemsAreWhatTheOtherReaderSees(batch, body, whole.get("events"));
      }
    }
    assertThat(taken).isBetween(600, 5_700);
  }

  private static void assertSoundItemsAreWhatTheOtherReaderSees(
      Reading.Batch batch, byte[] body, JsonNode events) {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < batch.items().size(); i++) {
      Found item = batch.items().get(i);
      byte[] raw = Arrays.copyOfRange(body, item.from(), item.to());
      assertThat(tree(new String(raw, StandardCharsets.UTF_8))).isEqualTo(events.get(i));
      if (item instanceof Found.Sound sound) {
        assertThat(events.get(i).get("id").asString().toLowerCase(Locale.ROOT))
            .isEqualTo(sound.id().toString());
      } else if (item instanceof Found.Unsound unsound) {
        codes.add(unsound.fault().code());
      }
    }
    assertThat(codes).doesNotContain("too_large");
  }

  private static String body(Random random, int round) {
    List<String> events = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      events.add(
          "{\"id\":\"%s\",\"type\":\"t%d\",\"seq\":%d,\"at\":\"2026-11-21T10:15:30Z\",\"data\":%s}"
              .formatted(
                  Rig.id(round * 10 + i), i, i, "{\"a\":[1,2.5,\"é€😀\",null,{\"b\":true}]}"));
    }
    return "{\"device\":\"9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c\",\"epoch\":1,\"events\":[%s],\"n\":{}}"
        .formatted(String.join(",", events));
  }

  private static byte[] mutated(String body, Random random) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int times = random.nextInt(4); times > 0 && bytes.length > 1; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> bytes = spliced(bytes, at, SCRAPS[random.nextInt(SCRAPS.length)], 0);
        case 3 -> bytes = spliced(bytes, at, "", 1 + random.nextInt(20));
        case 4 -> bytes = spliced(bytes, at, new String(bytes, at, 1, StandardCharsets.UTF_8), 0);
        default -> bytes = spliced(bytes, at, SCRAPS[random.nextInt(SCRAPS.length)], 1);
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, String insert, int drop) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(insert.getBytes(StandardCharsets.UTF_8));
    int rest = Math.min(bytes.length, at + drop);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  private static byte[] damagedGzip(byte[] body, Random random) {
    byte[] packed = LimitsTest.gzip(new String(body, StandardCharsets.UTF_8));
    if (random.nextBoolean()) {
      packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return packed;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static byte[] bytes(ByteBuffer raw) {
    byte[] bytes = new byte[raw.remaining()];
    raw.duplicate().get(bytes);
    return bytes;
  }
}
