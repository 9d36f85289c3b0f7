package dev.holdfast.server.ingest;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads over a value and tells how deep it is.
final class Nesting {
  private Nesting() {}

  /// Moves the parser to the end of the value it stands on; 0 for a plain value, 1 for an object or
  /// array of plain values.
  static int skip(JsonParser parser, JsonToken first) {
    if (!first.isStructStart()) {
      return 0;
    }
    int open = 1;
    int deepest = 1;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        open++;
        deepest = Math.max(deepest, open);
      } else if (token.isStructEnd()) {
        open--;
      }
    }
    return deepest;
  }
}
