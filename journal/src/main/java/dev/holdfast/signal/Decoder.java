package dev.holdfast.signal;

import dev.holdfast.HoldfastException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decodes messages one after the other: neighbours of one request share what they share, which is
/// read once. Confined to one thread.
public final class Decoder {
  private ByteBuffer sharedBytes = ByteBuffer.allocate(0);
  private @Nullable Arrival shared;

  /// Decodes what an `Encoder` made.
  ///
  /// @throws HoldfastException when the bytes are none of ours
  public Message decode(int kind, ByteBuffer payload) {
    ByteBuffer in = payload.slice();
    try {
      Arrival arrival = arrival(in);
      return switch (kind) {
        case MessageCodec.SIGNAL -> signal(arrival, in);
        case MessageCodec.REJECTED -> rejected(arrival, in);
        case MessageCodec.DECLARATION -> declaration(arrival, in);
        default -> throw new HoldfastException("Journal entry kind " + kind + " is not a message");
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new HoldfastException("Journal entry of kind " + kind + " ends too early", e);
    }
  }

  /// What is shared stands first and says itself where it ends, so equal bytes are an equal
  /// arrival.
  private Arrival arrival(ByteBuffer in) {
    int length = sharedBytes.limit();
    Arrival known = shared;
    if (known != null && in.limit() >= length && in.slice(0, length).mismatch(sharedBytes) < 0) {
      in.position(length);
      return known;
    }
    Arrival read = readArrival(in);
    sharedBytes = ByteBuffer.allocate(in.position()).put(0, in, 0, in.position());
    shared = read;
    return read;
  }

  private static Arrival readArrival(ByteBuffer in) {
    return new Arrival(
        string(in),
        string(in),
        string(in),
        instant(in),
        string(in),
        optionalString(in),
        optionalUuid(in),
        in.getInt());
  }

  private static Message signal(Arrival arrival, ByteBuffer in) {
    return new Message.Signal(
        arrival,
        uuid(in),
        string(in),
        in.getLong(),
        optionalInstant(in),
        optionalUuid(in),
        in.slice());
  }

  private static Message rejected(Arrival arrival, ByteBuffer in) {
    return new Message.Rejected(
        arrival, optionalString(in), in.getLong(), string(in), string(in), in.slice());
  }

  private static Message declaration(Arrival arrival, ByteBuffer in) {
    return new Message.Declaration(
        arrival, in.getLong(), in.getLong(), in.getLong(), in.getLong(), evicted(in));
  }

  private static List<Message.Evicted> evicted(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    List<Message.Evicted> ranges = new ArrayList<>(Math.min(count, in.remaining()));
    for (int i = 0; i < count; i++) {
      ranges.add(new Message.Evicted(in.getLong(), in.getLong(), string(in), string(in)));
    }
    return ranges;
  }

  private static String string(ByteBuffer in) {
    byte[] utf8 = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static @Nullable String optionalString(ByteBuffer in) {
    return in.get() == 0 ? null : string(in);
  }

  private static UUID uuid(ByteBuffer in) {
    return new UUID(in.getLong(), in.getLong());
  }

  private static @Nullable UUID optionalUuid(ByteBuffer in) {
    return in.get() == 0 ? null : uuid(in);
  }

  private static Instant instant(ByteBuffer in) {
    return Micros.instant(in.getLong());
  }

  private static @Nullable Instant optionalInstant(ByteBuffer in) {
    return in.get() == 0 ? null : instant(in);
  }
}
