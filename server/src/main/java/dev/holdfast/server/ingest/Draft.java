package dev.holdfast.server.ingest;

import dev.holdfast.signal.Micros;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Gathers the known fields of the item being read. Confined; used again for the next item.
///
/// A field that helps but is not needed (`seq`, `at`, `session`) counts as unsaid when it cannot be
/// read: the item is taken, its raw bytes keep what was written, and the field is noted.
final class Draft {
  private static final int ID_CHARS_MAX = 128;
  private static final int TYPE_CHARS_MAX = 128;

  private final IngestConfig.Items limits;
  private @Nullable UUID id;
  private @Nullable String idText;
  private @Nullable Fault idFault;
  private @Nullable String type;
  private @Nullable Fault typeFault;
  private long seq;
  private @Nullable Instant at;
  private @Nullable UUID session;
  private int depth;
  private int noted;

  Draft(IngestConfig.Items limits) {
    this.limits = limits;
  }

  void begin() {
    id = null;
    idText = null;
    idFault = Fault.ID_MISSING;
    type = null;
    typeFault = Fault.TYPE_MISSING;
    seq = 0;
    at = null;
    session = null;
    depth = 1;
  }

  /// Takes the value the parser stands on.
  void take(String name, JsonParser parser, JsonToken value) {
    switch (name) {
      case "id" -> id(parser, value);
      case "type" -> type(parser, value);
      case "seq" -> seq(parser, value);
      case "at" -> at(parser, value);
      case "session" -> session(parser, value);
      default -> {}
    }
    depth = Math.max(depth, 1 + Nesting.skip(parser, value));
  }

  Found finish(int from, int to) {
    Fault fault = fault(to - from);
    if (fault == null && id != null && idText != null && type != null) {
      return new Found.Sound(id, idText, type, seq, at, session, from, to);
    }
    return new Found.Unsound(idText, seq, fault == null ? Fault.ID_MISSING : fault, from, to);
  }

  /// Optional fields dropped so far, over all items.
  int noted() {
    return noted;
  }

  private @Nullable Fault fault(int bytes) {
    if (bytes > limits.bytesMax()) {
      return Fault.TOO_LARGE;
    }
    if (depth > limits.depthMax()) {
      return Fault.TOO_DEEP;
    }
    return idFault != null ? idFault : typeFault;
  }

  private void id(JsonParser parser, JsonToken value) {
    idFault = Fault.ID_INVALID;
    if (value != JsonToken.VALUE_STRING) {
      return;
    }
    id =
        UuidText.parse(
            parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    if (id != null) {
      idFault = null;
    }
    if (parser.getStringLength() <= ID_CHARS_MAX) {
      idText = parser.getString();
    }
  }

  private void type(JsonParser parser, JsonToken value) {
    typeFault = Fault.TYPE_INVALID;
    if (value != JsonToken.VALUE_STRING || parser.getStringLength() > TYPE_CHARS_MAX) {
      return;
    }
    String text = parser.getString();
    if (isPlain(text)) {
      type = text;
      typeFault = null;
    }
  }

  private void seq(JsonParser parser, JsonToken value) {
    long number = Numbers.whole(parser, value);
    if (number > 0) {
      seq = number;
    } else {
      noted++;
    }
  }

  private void at(JsonParser parser, JsonToken value) {
    long micros = Rfc3339.NONE;
    if (value == JsonToken.VALUE_STRING) {
      micros =
          Rfc3339.micros(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }
    if (micros == Rfc3339.NONE) {
      noted++;
    } else {
      at = Micros.instant(micros);
    }
  }

  private void session(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      session =
          UuidText.parse(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }
    if (session == null) {
      noted++;
    }
  }

  /// Not empty, no control characters, no half of a surrogate pair: what UTF-8 and a person's
  /// terminal both take.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return !text.isEmpty();
  }
}
