package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// Writes the body of a 202. Confined; used again for the next answer.
///
/// `retry` is part of the answer's form for journals that can take a part of a batch; with one that
/// takes all or nothing it stays empty.
final class Reply {
  private static final int KEPT_CHARS_MAX = 64 << 10;

  private StringBuilder json = new StringBuilder(1_024);
  private long second = Long.MIN_VALUE;
  private String secondText = "";

  /// @param durable null when there was nothing to write into the journal
  String of(Exchange exchange, Appended.@Nullable Durable durable, Instant now) {
    if (json.capacity() > KEPT_CHARS_MAX) {
      json = new StringBuilder(1_024);
    }
    json.setLength(0);
    json.append("{\"ack\":[");
    acknowledged(exchange);
    json.append("],\"reject\":[");
    if (exchange.rejected() > 0) {
      rejected(exchange);
    }
    json.append("],\"retry\":[],\"receipt\":");
    receipt(durable);
    json.append(",\"now\":\"");
    time(now);
    return json.append("\"}").toString();
  }

  private void acknowledged(Exchange exchange) {
    boolean first = true;
    for (int i = 0; i < exchange.items.size(); i++) {
      if (exchange.items.get(i) instanceof Found.Sound sound) {
        json.append(first ? "\"" : ",\"").append(sound.idText()).append('"');
        first = false;
      }
    }
  }

  private void rejected(Exchange exchange) {
    boolean first = true;
    for (int i = 0; i < exchange.items.size(); i++) {
      if (exchange.items.get(i) instanceof Found.Unsound unsound) {
        json.append(first ? "{\"index\":" : ",{\"index\":").append(i).append(",\"id\":");
        text(unsound.id());
        json.append(",\"code\":\"").append(unsound.fault().code());
        json.append("\",\"reason\":\"").append(unsound.fault().reason()).append("\"}");
        first = false;
      }
    }
  }

  private void text(@Nullable String text) {
    if (text == null) {
      json.append("null");
      return;
    }
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  private void receipt(Appended.@Nullable Durable durable) {
    if (durable == null) {
      json.append("null");
      return;
    }
    json.append("{\"position\":").append(durable.last());
    json.append(",\"grade\":\"").append(durable.grade().word()).append("\"}");
  }

  /// Milliseconds; the text of a whole second is made once.
  private void time(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      String text = Instant.ofEpochSecond(second).toString();
      secondText = text.substring(0, text.length() - 1);
    }
    int millis = now.getNano() / 1_000_000;
    json.append(secondText).append('.').append((char) ('0' + millis / 100));
    json.append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10)).append('Z');
  }
}
