package dev.holdfast.signal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages for tests: the ones of the golden file, and random ones.
final class Messages {
  private static final UUID ID = UUID.fromString("0193a2b4-5c6d-7e8f-9a0b-1c2d3e4f5061");
  private static final UUID DEVICE = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final Instant AT = Instant.parse("2026-11-21T10:15:30.123456Z");

  private Messages() {}

  static Map<String, Message> golden() {
    Arrival full = new Arrival("demo", "shop", "pk_1", AT, "corr-ü", "00-aa-bb-01", DEVICE, 3);
    Arrival bare = new Arrival("demo", "shop", "pk_1", AT, "corr", null, null, 0);
    Map<String, Message> golden = new LinkedHashMap<>();
    golden.put(
        "signal-full",
        new Message.Signal(full, ID, "page_view", 7, AT.minusSeconds(1), DEVICE, raw("{\"a\":1}")));
    golden.put("signal-bare", new Message.Signal(bare, ID, "buy", 0, null, null, raw("{}")));
    golden.put(
        "rejected-full",
        new Message.Rejected(full, "no-uuid", 8, "bad-id", "Not a UUID", raw("\u0000{")));
    golden.put("rejected-bare", new Message.Rejected(bare, null, 0, "empty", "", raw("")));
    golden.put(
        "declaration",
        new Message.Declaration(
            full, 9, 4, -1, 2, List.of(new Message.Evicted(1, 3, "noise", "quota"))));
    return golden;
  }

  static Message random(SplittableRandom random) {
    Arrival arrival =
        new Arrival(
            text(random),
            text(random),
            text(random),
            instant(random),
            text(random),
            random.nextBoolean() ? text(random) : null,
            optionalUuid(random),
            random.nextInt());
    return switch (random.nextInt(3)) {
      case 0 ->
          new Message.Signal(
              arrival,
              uuid(random),
              text(random),
              random.nextLong(),
              random.nextBoolean() ? instant(random) : null,
              optionalUuid(random),
              bytes(random));
      case 1 ->
          new Message.Rejected(
              arrival,
              random.nextBoolean() ? text(random) : null,
              random.nextLong(),
              text(random),
              text(random),
              bytes(random));
      default ->
          new Message.Declaration(
              arrival,
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              evicted(random));
    };
  }

  private static ByteBuffer raw(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Message.Evicted> evicted(SplittableRandom random) {
    List<Message.Evicted> ranges = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      ranges.add(
          new Message.Evicted(random.nextLong(), random.nextLong(), text(random), text(random)));
    }
    return ranges;
  }

  private static String text(SplittableRandom random) {
    int[] points =
        random
            .ints(random.nextInt(20), 1, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
            .toArray();
    return new String(points, 0, points.length);
  }

  private static Instant instant(SplittableRandom random) {
    return Micros.instant(random.nextLong());
  }

  private static UUID uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static @Nullable UUID optionalUuid(SplittableRandom random) {
    return random.nextBoolean() ? uuid(random) : null;
  }

  private static ByteBuffer bytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
