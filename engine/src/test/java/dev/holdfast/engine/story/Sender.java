package dev.holdfast.engine.story;

import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.Uuid7;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// One outbox of a tenant: makes signals with ids, numbers and sessions, the same ones for the same
/// seed.
public final class Sender {
  private final Random random;
  private final String tenant;
  private final UUID device;
  private final UUID session;
  private Instant now;
  private long seq;

  public Sender(String tenant, long seed, Instant now) {
    this.random = new Random(seed);
    this.tenant = tenant;
    this.now = now;
    this.device = uuid7(now);
    this.session = uuid7(now);
  }

  public static Sender of(String tenant) {
    return new Sender(tenant, tenant.hashCode(), Instant.parse("2026-11-21T10:00:00Z"));
  }

  public UUID device() {
    return device;
  }

  public UUID session() {
    return session;
  }

  public long issued() {
    return seq;
  }

  public Sender at(Instant instant) {
    now = instant;
    return this;
  }

  public Arrival arrival() {
    return new Arrival(tenant, "shop", "pk_" + tenant, now, "c-" + seq, "00-trace-01", device, 1);
  }

  public Message.Signal next() {
    return next("page_view");
  }

  public Message.Signal next(String type) {
    seq++;
    now = now.plusMillis(1);
    return signal(uuid7(now), type);
  }

  /// A signal whose id says it was made at another time.
  public Message.Signal withClock(Instant clock) {
    seq++;
    return signal(uuid7(clock), "page_view");
  }

  public List<Message.Signal> next(int count) {
    List<Message.Signal> signals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signals.add(next());
    }
    return signals;
  }

  /// A signal that PostgreSQL cannot store: text with a NUL.
  public Message.Signal poison() {
    return next("bad\0type");
  }

  public Message.Rejected rejected(String code) {
    seq++;
    return new Message.Rejected(
        arrival(), uuid7(now).toString(), seq, code, "not as it should be", bytes("{broken"));
  }

  public Message.Declaration declaration(long oldest, Message.Evicted... evicted) {
    return new Message.Declaration(arrival(), seq, oldest, 0, 0, List.of(evicted));
  }

  public UUID uuid7(Instant at) {
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(Uuid7.floor(at).getMostSignificantBits() | 0x7000L | random.nextInt(4096), low);
  }

  private Message.Signal signal(UUID id, String type) {
    String raw = "{\"id\":\"" + id + "\",\"seq\":" + seq + ",\"note\":\"é\"}";
    return new Message.Signal(arrival(), id, type, seq, now, session, bytes(raw));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
