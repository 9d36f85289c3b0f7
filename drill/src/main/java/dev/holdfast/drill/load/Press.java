package dev.holdfast.drill.load;

import dev.holdfast.drill.history.Kind;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the events of one device, one after the other. Confined to one thread.
final class Press {
  /// What the drill's trigger in the database refuses.
  static final String POISON_TYPE = "drill_poison";

  private static final List<String> TYPES = List.of("page_view", "add_to_cart", "purchase");
  private static final List<String> NOTES =
      List.of("plain", "Grüße aus Köln", "東京 ☂ 🚲", "quote \\\" slash \\\\ tab \\t nul-free");

  private final InstantSource clock;
  private final RandomGenerator random;
  private final String prefix;
  private final UUID session;

  Press(UUID device, InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.prefix = device.toString().substring(0, 18);
    this.session = new UUID(random.nextLong(), random.nextLong());
  }

  /// @param padBytes how much the item is fattened
  Item next(long seq, Kind kind, int padBytes) {
    UUID id = Uuid7.next(clock.millis(), random);
    String key = prefix + "-" + seq;
    return new Item(id, seq, key, kind, json(id, seq, kind, key, padBytes));
  }

  /// Odd on purpose: a number that a re-serialisation would shorten, fields nobody knows.
  private String json(UUID id, long seq, Kind kind, String key, int padBytes) {
    String type = kind == Kind.POISON ? POISON_TYPE : TYPES.get(random.nextInt(TYPES.size()));
    return """
    {"id":"%s","seq":%d,"at":"%s","type":"%s","session":"%s","data":{"key":"%s","price":%d.10,\
    "note":"%s","pad":"%s"},"x_drill" : [1.50, null, {"deep":true}]}\
    """
        .formatted(
            id,
            seq,
            clock.instant(),
            type,
            session,
            key,
            random.nextInt(1_000),
            NOTES.get(random.nextInt(NOTES.size())),
            pad(padBytes));
  }

  private String pad(int bytes) {
    StringBuilder pad = new StringBuilder(bytes + 16);
    while (pad.length() < bytes) {
      pad.append(Long.toHexString(random.nextLong()));
    }
    pad.setLength(bytes);
    return pad.toString();
  }
}
