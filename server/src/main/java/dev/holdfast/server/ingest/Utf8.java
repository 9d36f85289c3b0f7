package dev.holdfast.server.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Tells well-formed UTF-8 (Unicode table 3-7: no overlong forms, no surrogates) from other bytes.
/// The JSON reader lets some of them pass, PostgreSQL none.
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /// The first byte at or after `from` that belongs to no well-formed character, or -1.
  static int firstMalformed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (bytes[i] >= 0) {
        i = skipAscii(bytes, i, to);
        continue;
      }
      int length = characterLength(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /// Bytes of the well-formed character that starts here, 0 when there is none.
  private static int characterLength(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return continues(bytes, i + 1, to, 1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      int low = lead == 0xE0 ? 0xA0 : 0x80;
      int high = lead == 0xED ? 0x9F : 0xBF;
      return within(bytes, i + 1, to, low, high) && continues(bytes, i + 2, to, 1) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      int low = lead == 0xF0 ? 0x90 : 0x80;
      int high = lead == 0xF4 ? 0x8F : 0xBF;
      return within(bytes, i + 1, to, low, high) && continues(bytes, i + 2, to, 2) ? 4 : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int from, int to, int count) {
    for (int i = from; i < from + count; i++) {
      if (!within(bytes, i, to, 0x80, 0xBF)) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(byte[] bytes, int i, int to, int low, int high) {
    return i < to && (bytes[i] & 0xFF) >= low && (bytes[i] & 0xFF) <= high;
  }
}
