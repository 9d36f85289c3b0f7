package dev.holdfast.bench.gate;

import dev.holdfast.engine.ledger.Placed;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.Uuid7;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes signals of 400 bytes as the drain would hand them over, in batches, some of them sent
/// before. Confined to one thread.
final class Signals {
  private static final int BYTES = 400;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final double duplicates;
  private final List<UUID> sent = new ArrayList<>();
  private long position;

  /// @param duplicates share of signals whose id was sent in an earlier batch, 0 to 1
  Signals(InstantSource clock, RandomGenerator random, double duplicates) {
    this.clock = clock;
    this.random = random;
    this.duplicates = duplicates;
  }

  /// So many batches of that size.
  List<List<Placed>> batches(int count, int size) {
    List<List<Placed>> batches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      batches.add(batch(size));
    }
    return batches;
  }

  /// How many different ids were made so far.
  int distinct() {
    return sent.size();
  }

  private List<Placed> batch(int size) {
    Arrival arrival =
        new Arrival("demo", "demo", "pk_demo", clock.instant(), correlation(), null, null, 0);
    int known = sent.size();
    List<Placed> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      boolean again = known > 0 && random.nextDouble() < duplicates;
      batch.add(placed(arrival, again ? sent.get(random.nextInt(known)) : fresh()));
    }
    return batch;
  }

  private UUID fresh() {
    UUID id = Uuid7.next(clock, random);
    sent.add(id);
    return id;
  }

  private Placed placed(Arrival arrival, UUID id) {
    String json = "{\"id\":\"" + id + "\",\"type\":\"page_view\",\"data\":{\"note\":\"";
    String text = json + "x".repeat(BYTES - json.length() - 3) + "\"}}";
    ByteBuffer raw = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    return new Placed(
        ++position, new Message.Signal(arrival, id, "page_view", 0, clock.instant(), null, raw));
  }

  private String correlation() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
