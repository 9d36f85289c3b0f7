package dev.holdfast.signal;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Entry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns messages into journal entries and back. The layout is a wire format: it is told apart by
/// the entry's kind, kept by a golden file in the tests, and only ever extended by a new kind.
///
/// Numbers are big-endian; a string is its length in UTF-8 bytes (u16) and the bytes; a value that
/// may be absent is a presence byte and the value. The item's raw bytes come last and run to the
/// end.
public final class MessageCodec {
  public static final int SIGNAL = 1;
  public static final int REJECTED = 2;
  public static final int DECLARATION = 3;

  private MessageCodec() {}

  /// Encodes a message on its own.
  public static Entry encode(Message message) {
    return new Encoder(message.arrival()).entry(message);
  }

  /// Decodes what `encode` made.
  ///
  /// @throws HoldfastException when the bytes are none of ours
  public static Message decode(int kind, ByteBuffer payload) {
    ByteBuffer in = payload.slice();
    try {
      Arrival arrival = arrival(in);
      return switch (kind) {
        case SIGNAL ->
            new Message.Signal(
                arrival,
                uuid(in),
                string(in),
                in.getLong(),
                optionalInstant(in),
                optionalUuid(in),
                in.slice());
        case REJECTED ->
            new Message.Rejected(
                arrival, optionalString(in), in.getLong(), string(in), string(in), in.slice());
        case DECLARATION ->
            new Message.Declaration(
                arrival, in.getLong(), in.getLong(), in.getLong(), in.getLong(), evicted(in));
        default -> throw new HoldfastException("Journal entry kind " + kind + " is not a message");
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new HoldfastException("Journal entry of kind " + kind + " ends too early", e);
    }
  }

  private static Arrival arrival(ByteBuffer in) {
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

  private static List<Message.Evicted> evicted(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    List<Message.Evicted> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(new Message.Evicted(in.getLong(), in.getLong(), string(in), string(in)));
    }
    return ranges;
  }

  private static String string(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return text;
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
