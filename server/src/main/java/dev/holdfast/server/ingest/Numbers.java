package dev.holdfast.server.ingest;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads whole numbers.
final class Numbers {
  /// What is not a whole number from 0 to the largest long.
  static final long NONE = -1;

  private Numbers() {}

  static long whole(JsonParser parser, JsonToken value) {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      return NONE;
    }
    return switch (parser.getNumberType()) {
      case INT, LONG -> Math.max(NONE, parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NONE;
    };
  }
}
