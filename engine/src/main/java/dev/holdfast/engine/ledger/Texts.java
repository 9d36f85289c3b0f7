package dev.holdfast.engine.ledger;

import org.jspecify.annotations.Nullable;

/// Makes any text storable: PostgreSQL takes no NUL, and an index no long text. Only for what is
/// said about an item, never for the item itself.
public final class Texts {
  private static final int CHARS_MAX = 500;

  private Texts() {}

  public static String storable(String text) {
    String plain = text.replace('\0', '\uFFFD');
    return plain.length() <= CHARS_MAX ? plain : plain.substring(0, CHARS_MAX);
  }

  static @Nullable String storableOrNull(@Nullable String text) {
    return text == null ? null : storable(text);
  }
}
