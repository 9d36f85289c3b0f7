package dev.holdfast.server.ingest;

import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Gathers what a sender says of its outbox beside the items. Nothing here can refuse the items: a
/// field that cannot be read counts as unsaid and is noted.
final class Envelope {
  private static final int WORD_CHARS_MAX = 128;
  private static final List<String> FIELDS =
      List.of("device", "epoch", "issued", "oldest", "backlog", "dead", "evicted");

  private @Nullable UUID device;
  private int epoch;
  private long issued;
  private long oldest;
  private long backlog = -1;
  private long dead = -1;
  private final List<Message.Evicted> evicted = new ArrayList<>(0);
  private boolean declared;
  private boolean ambiguous;
  private int seen;
  private int noted;

  /// Takes the value the parser stands on, and moves to its end.
  void take(String name, JsonParser parser, JsonToken value) {
    once(FIELDS.indexOf(name));
    switch (name) {
      case "device" -> device = device(parser, value);
      case "epoch" -> epoch = (int) Math.max(0, number(parser, value, Integer.MAX_VALUE));
      case "issued" -> issued = Math.max(0, declare(number(parser, value, Long.MAX_VALUE)));
      case "oldest" -> oldest = Math.max(0, declare(number(parser, value, Long.MAX_VALUE)));
      case "backlog" -> backlog = declare(number(parser, value, Long.MAX_VALUE));
      case "dead" -> dead = declare(number(parser, value, Long.MAX_VALUE));
      case "evicted" -> evicted(parser, value);
      default -> Nesting.skip(parser, value);
    }
  }

  @Nullable UUID device() {
    return ambiguous ? null : device;
  }

  int epoch() {
    return epoch;
  }

  /// Fields dropped because they could not be read.
  int noted() {
    return noted + (ambiguous ? 1 : 0);
  }

  /// What is to be written, when the sender named its device and said something of it. The items
  /// that came with it are out of its backlog once this stands in the journal.
  Message.@Nullable Declaration declaration(Arrival arrival, int items) {
    long left = backlog < 0 ? backlog : Math.max(0, backlog - items);
    return device == null || !declared || ambiguous
        ? null
        : new Message.Declaration(arrival, issued, oldest, left, dead, evicted);
  }

  /// A field that is there twice: nobody knows which one was meant, so nothing is declared.
  private void once(int field) {
    if (field >= 0) {
      ambiguous |= (seen & 1 << field) != 0;
      seen |= 1 << field;
    }
  }

  private @Nullable UUID device(JsonParser parser, JsonToken value) {
    UUID read = null;
    if (value == JsonToken.VALUE_STRING) {
      read =
          UuidText.parse(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }
    noted += read == null ? 1 : 0;
    Nesting.skip(parser, value);
    return read;
  }

  private long number(JsonParser parser, JsonToken value, long max) {
    long number = Numbers.whole(parser, value);
    Nesting.skip(parser, value);
    if (number < 0 || number > max) {
      noted++;
      return Numbers.NONE;
    }
    return number;
  }

  private long declare(long number) {
    declared |= number >= 0;
    return number;
  }

  private void evicted(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      noted++;
      Nesting.skip(parser, value);
      return;
    }
    for (JsonToken each = parser.nextToken();
        each != JsonToken.END_ARRAY;
        each = parser.nextToken()) {
      Message.Evicted range = each == JsonToken.START_OBJECT ? range(parser) : null;
      if (range == null) {
        noted++;
        // After an object the parser stands on its end, and there is nothing left to skip.
        Nesting.skip(parser, parser.currentToken());
      } else {
        declared = true;
        evicted.add(range);
      }
    }
  }

  private static Message.@Nullable Evicted range(JsonParser parser) {
    long from = 0;
    long to = 0;
    String classOfService = "";
    String reason = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "from" -> from = Numbers.whole(parser, value);
        case "to" -> to = Numbers.whole(parser, value);
        case "class" -> classOfService = word(parser, value);
        case "reason" -> reason = word(parser, value);
        default -> {}
      }
      Nesting.skip(parser, value);
    }
    return from < 1 || to < from ? null : new Message.Evicted(from, to, classOfService, reason);
  }

  /// A short text that a person and a database can read, whatever was sent.
  private static String word(JsonParser parser, JsonToken value) {
    if (value != JsonToken.VALUE_STRING) {
      return "";
    }
    String text = parser.getString();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length() && i < WORD_CHARS_MAX; i++) {
      char c = text.charAt(i);
      word.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return word.toString();
  }
}
