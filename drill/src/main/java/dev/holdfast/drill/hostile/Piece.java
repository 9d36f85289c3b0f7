package dev.holdfast.drill.hostile;

import dev.holdfast.drill.history.Hash;
import dev.holdfast.drill.history.Kind;
import java.nio.charset.StandardCharsets;

/// One item inside a hostile request.
///
/// @param id as the server will name it, or a stand-in when the item has none that can be read
/// @param nameable the server can name it in its answer
/// @param raw its bytes, one character each (ISO 8859-1), so that they need not be UTF-8
record Piece(String id, boolean nameable, String key, Kind kind, String raw) {
  static Piece of(String id, String key, Kind kind, String json) {
    return new Piece(id, true, key, kind, bytesOf(json));
  }

  /// An item whose id is missing, or is none.
  static Piece nameless(String standIn, String json) {
    return new Piece(standIn, false, "", Kind.BAD, bytesOf(json));
  }

  String hash() {
    return Hash.of(raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
