package dev.holdfast.server.asset;

import dev.holdfast.HoldfastException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// One file in memory, plain and gzipped.
///
/// @param immutable its name carries its hash, so it never changes under this name
record Asset(Buffer plain, Buffer gzip, String contentType, String etag, boolean immutable) {
  private static final Pattern HASHED_NAME = Pattern.compile(".*-[0-9a-f]{10}\\.[a-z]+");
  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webp", "image/webp",
          "ico", "image/x-icon",
          "txt", "text/plain; charset=utf-8");

  static Asset of(String name, byte[] bytes) {
    return new Asset(
        Buffer.buffer(bytes),
        Buffer.buffer(gzip(bytes)),
        contentType(name),
        '"' + sha256(bytes).substring(0, 20) + '"',
        HASHED_NAME.matcher(name).matches());
  }

  /// The same content under a name that may change: a browser asks again each time.
  Asset revalidated() {
    return new Asset(plain, gzip, contentType, etag, false);
  }

  private static String contentType(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN_TYPE);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new HoldfastException("A file of the class path could not be gzipped in memory", e);
    }
    return packed.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new HoldfastException("This Java has no SHA-256", e);
    }
  }
}
