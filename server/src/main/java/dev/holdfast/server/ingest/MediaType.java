package dev.holdfast.server.ingest;

import java.util.Locale;

/// What a Content-Type says.
final class MediaType {
  private MediaType() {}

  /// Whether it may be JSON in UTF-8. Browsers send no preflight for text/plain, so their JSON
  /// comes under that name.
  static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return (type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("text/plain"))
        && (end < 0 || isUtf8(contentType.substring(end + 1)));
  }

  private static boolean isUtf8(String parameters) {
    for (String parameter : parameters.split(";", -1)) {
      String plain = parameter.strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (plain.startsWith("charset=")
          && !plain.equals("charset=utf-8")
          && !plain.equals("charset=utf8")
          && !plain.equals("charset=us-ascii")) {
        return false;
      }
    }
    return true;
  }
}
