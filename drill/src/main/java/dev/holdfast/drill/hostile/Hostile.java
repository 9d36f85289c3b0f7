package dev.holdfast.drill.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// One hostile request and what may be answered to it.
///
/// @param bytes everything that is sent, one character a byte (ISO 8859-1)
/// @param hangsUp the sender ends the connection after these bytes, whatever it promised
/// @param allowed status codes that are right; 503 always is
/// @param silenceAllowed closing the connection without an answer is right too
record Hostile(
    String name,
    String bytes,
    boolean hangsUp,
    Set<Integer> allowed,
    boolean silenceAllowed,
    List<Piece> pieces) {
  Hostile {
    allowed = Set.copyOf(allowed);
    pieces = List.copyOf(pieces);
  }

  /// A well-formed POST with this body.
  static Hostile post(String name, String body, Set<Integer> allowed, List<Piece> pieces) {
    return new Hostile(name, request("", body), false, allowed, false, pieces);
  }

  static Hostile withHeader(
      String name, String header, String body, Set<Integer> allowed, List<Piece> pieces) {
    return new Hostile(name, request(header + "\r\n", body), false, allowed, false, pieces);
  }

  /// Bytes that are no proper request; an answer need not come.
  static Hostile garbage(String name, String bytes) {
    return new Hostile(
        name,
        bytes,
        true,
        Set.of(400, 404, 405, 408, 411, 413, 414, 431, 501, 505),
        true,
        List.of());
  }

  Hostile cutAfter(int characters) {
    return new Hostile(
        name, bytes.substring(0, characters), true, Set.of(400, 408, 413), true, pieces);
  }

  byte[] toSend() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String request(String extraHeaders, String body) {
    String key = extraHeaders.contains("Authorization") ? "" : "Authorization: Bearer pk_demo\r\n";
    String type = extraHeaders.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
    return "POST /api/sync HTTP/1.1\r\nHost: localhost\r\n"
        + key
        + type
        + extraHeaders
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
