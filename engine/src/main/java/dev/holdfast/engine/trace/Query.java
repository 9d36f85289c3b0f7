package dev.holdfast.engine.trace;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is searched for.
///
/// @param id the text as an id; null when it is none
record Query(String tenant, String text, @Nullable UUID id) {

  static Query of(String tenant, String text) {
    return new Query(tenant, text, uuid(text));
  }

  private static @Nullable UUID uuid(String text) {
    try {
      // UUID.fromString also takes shorter groups.
      return text.length() == 36 ? UUID.fromString(text) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
