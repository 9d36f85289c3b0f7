package dev.holdfast.server.ingest;

/// Why one item is rejected for good. The code is part of the wire format.
enum Fault {
  NOT_AN_OBJECT("not_an_object", "an item must be a JSON object"),
  TOO_LARGE("too_large", "the item is larger than one item may be"),
  BAD_UTF8("bad_utf8", "the item holds bytes that are not UTF-8"),
  DUPLICATE_KEY("duplicate_key", "an object in the item has the same key twice"),
  TOO_DEEP("too_deep", "the item is nested deeper than an item may be"),
  ID_MISSING("id_missing", "the item has no id"),
  ID_INVALID("id_invalid", "id must be a UUID, preferably version 7"),
  TYPE_MISSING("type_missing", "the item has no type"),
  TYPE_INVALID("type_invalid", "type must be 1 to 128 characters without control characters");

  private final String code;
  private final String reason;

  Fault(String code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  String code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
