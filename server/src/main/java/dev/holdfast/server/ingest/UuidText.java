package dev.holdfast.server.ingest;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a UUID in its one textual form, 8-4-4-4-12 hexadecimal digits of either case. Any version
/// is taken: an id that is not version 7 costs the ledger its partitioning, not its exactness.
final class UuidText {
  private static final int CHARS = 36;
  private static final byte[] DIGIT = digits();

  private UuidText() {}

  /// The UUID in these characters, or null when they are none.
  static @Nullable UUID parse(char[] text, int from, int length) {
    if (length != CHARS
        || text[from + 8] != '-'
        || text[from + 13] != '-'
        || text[from + 18] != '-'
        || text[from + 23] != '-') {
      return null;
    }
    long a = hex(text, from, 8);
    long b = hex(text, from + 9, 4);
    long c = hex(text, from + 14, 4);
    long d = hex(text, from + 19, 4);
    long e = hex(text, from + 24, 12);
    if ((a | b | c | d | e) < 0) {
      return null;
    }
    return new UUID(a << 32 | b << 16 | c, d << 48 | e);
  }

  /// The value of the digits, negative when one of them is none.
  private static long hex(char[] text, int from, int count) {
    long value = 0;
    int bad = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text[i] < DIGIT.length ? DIGIT[text[i]] : -1;
      bad |= digit;
      value = value << 4 | digit;
    }
    return bad < 0 ? -1 : value;
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      char c = Character.forDigit(i, 16);
      digits[c] = (byte) i;
      digits[Character.toUpperCase(c)] = (byte) i;
    }
    return digits;
  }
}
