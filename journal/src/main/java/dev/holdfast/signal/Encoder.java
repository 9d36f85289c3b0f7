package dev.holdfast.signal;

import dev.holdfast.journal.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Encodes the messages of one request: what they share is encoded once. Confined to one thread.
public final class Encoder {
  private static final int STRING_BYTES_MAX = 0xFFFF;
  private static final int COUNT_MAX = 0xFFFF;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;
  private final int shared;

  public Encoder(Arrival arrival) {
    bytes = new byte[256];
    putString(arrival.tenant());
    putString(arrival.site());
    putString(arrival.key());
    putLong(Micros.of(arrival.receivedAt()));
    putString(arrival.correlationId());
    putOptional(arrival.traceparent());
    putOptional(arrival.device());
    putInt(arrival.epoch());
    shared = length;
  }

  /// The entry for a message that belongs to this encoder's arrival.
  public Entry entry(Message message) {
    return switch (message) {
      case Message.Signal signal -> signal(signal);
      case Message.Rejected rejected -> rejected(rejected);
      case Message.Declaration declaration -> declaration(declaration);
    };
  }

  private Entry signal(Message.Signal signal) {
    length = shared;
    putUuid(signal.id());
    putString(signal.type());
    putLong(signal.seq());
    if (putPresence(signal.at() != null) && signal.at() != null) {
      putLong(Micros.of(signal.at()));
    }
    putOptional(signal.session());
    return finish(MessageCodec.SIGNAL, signal.raw());
  }

  private Entry rejected(Message.Rejected rejected) {
    length = shared;
    putOptional(rejected.id());
    putLong(rejected.seq());
    putString(rejected.code());
    putString(rejected.reason());
    return finish(MessageCodec.REJECTED, rejected.raw());
  }

  private Entry declaration(Message.Declaration declaration) {
    length = shared;
    putLong(declaration.issued());
    putLong(declaration.oldest());
    putLong(declaration.backlog());
    putLong(declaration.dead());
    putShort(count(declaration.evicted().size()));
    for (Message.Evicted range : declaration.evicted()) {
      putLong(range.from());
      putLong(range.to());
      putString(range.classOfService());
      putString(range.reason());
    }
    return finish(MessageCodec.DECLARATION, NOTHING);
  }

  private static int count(int size) {
    if (size > COUNT_MAX) {
      throw new IllegalArgumentException(size + " evicted ranges, at most " + COUNT_MAX);
    }
    return size;
  }

  private Entry finish(int kind, ByteBuffer raw) {
    byte[] payload = Arrays.copyOf(bytes, length + raw.remaining());
    raw.get(raw.position(), payload, length, raw.remaining());
    return new Entry(kind, ByteBuffer.wrap(payload));
  }

  private void putOptional(@Nullable String text) {
    if (putPresence(text != null) && text != null) {
      putString(text);
    }
  }

  private void putOptional(@Nullable UUID uuid) {
    if (putPresence(uuid != null) && uuid != null) {
      putUuid(uuid);
    }
  }

  private boolean putPresence(boolean present) {
    room(1);
    bytes[length++] = (byte) (present ? 1 : 0);
    return present;
  }

  private void putString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > STRING_BYTES_MAX) {
      throw new IllegalArgumentException("string of " + utf8.length + " bytes, at most 65535");
    }
    putShort(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  private void putUuid(UUID uuid) {
    putLong(uuid.getMostSignificantBits());
    putLong(uuid.getLeastSignificantBits());
  }

  private void putShort(int value) {
    room(2);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >> 16);
    putShort(value);
  }

  private void putLong(long value) {
    room(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
