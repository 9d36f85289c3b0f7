package dev.holdfast.drill.history;

import java.util.Iterator;
import java.util.List;

/// Reads the fields of one line in order. Confined to one thread.
final class Fields {
  private final String line;
  private final Iterator<String> rest;

  Fields(String line) {
    this.line = line;
    this.rest = List.of(line.split("\t", -1)).iterator();
  }

  String text() {
    if (!rest.hasNext()) {
      throw new DrillException("The log line '" + line + "' ends too early");
    }
    return rest.next();
  }

  long number() {
    String text = text();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new DrillException("The log line '" + line + "' has no number at '" + text + "'", e);
    }
  }
}
