package dev.holdfast.engine.ledger;

import dev.holdfast.signal.Micros;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows in PostgreSQL's binary COPY format, collected in memory and sent at once. Confined to one
/// thread; may be used again after `reset`.
final class CopyBuffer {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /// 2000-01-01, where PostgreSQL's clock begins.
  private static final long EPOCH_MICROS = 946_684_800_000_000L;

  /// A buffer that once held a batch of large items is not kept for ever.
  private static final int KEPT_BYTES_MAX = 8 << 20;

  private static final int SEND_BYTES = 64 << 10;

  private byte[] bytes = new byte[256 << 10];
  private int length;

  CopyBuffer() {
    reset();
  }

  void reset() {
    if (bytes.length > KEPT_BYTES_MAX) {
      bytes = new byte[256 << 10];
    }
    System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
    length = HEADER.length;
  }

  int bytes() {
    return length;
  }

  /// Forgets everything after `mark`, a former `bytes()`.
  void rewind(int mark) {
    length = mark;
  }

  void row(int columns) {
    room(2);
    putShort(columns);
  }

  void uuid(@Nullable UUID value) {
    if (value == null) {
      absent();
      return;
    }
    room(20);
    putInt(16);
    putLong(value.getMostSignificantBits());
    putLong(value.getLeastSignificantBits());
  }

  void bigint(long value) {
    room(12);
    putInt(8);
    putLong(value);
  }

  /// A number that is 0 when its sender left it out.
  void bigintUnlessZero(long value) {
    if (value == 0) {
      absent();
    } else {
      bigint(value);
    }
  }

  void integer(int value) {
    room(8);
    putInt(4);
    putInt(value);
  }

  void timestamp(@Nullable Instant value) {
    if (value == null) {
      absent();
    } else {
      bigint(Math.subtractExact(Micros.of(value), EPOCH_MICROS));
    }
  }

  void text(@Nullable String value) {
    if (value == null) {
      absent();
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(4 + utf8.length);
    putInt(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  /// Text that is UTF-8 already; the server checks it.
  void text(ByteBuffer utf8) {
    int size = utf8.remaining();
    room(4 + size);
    putInt(size);
    utf8.get(utf8.position(), bytes, length, size);
    length += size;
  }

  void absent() {
    room(4);
    putInt(-1);
  }

  /// Sends all rows. On any failure the COPY is ended, so that the connection can be used on.
  long send(Connection connection, String sql) throws SQLException {
    room(2);
    putShort(-1);
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      for (int at = 0; at < length; at += SEND_BYTES) {
        copy.writeToCopy(bytes, at, Math.min(SEND_BYTES, length - at));
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void putShort(int value) {
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void putInt(int value) {
    bytes[length++] = (byte) (value >> 24);
    bytes[length++] = (byte) (value >> 16);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
