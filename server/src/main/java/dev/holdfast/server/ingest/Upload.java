package dev.holdfast.server.ingest;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// The bytes of one body as they arrive, and the room they were granted. Confined to one loop.
final class Upload {
  private static final byte[] NOTHING = {};
  private static final int SMALLEST = 4 << 10;

  private final int announced;
  private byte[] bytes = NOTHING;
  private int length;
  private long granted;

  /// @param announced Content-Length, 0 when the sender did not say
  Upload(int announced) {
    this.announced = announced;
  }

  /// Bytes there will be once this chunk is in.
  long lengthWith(Buffer chunk) {
    return (long) length + chunk.length();
  }

  void add(Buffer chunk) {
    int after = length + chunk.length();
    if (length == 0 && after >= announced) {
      bytes = chunk.getBytes();
    } else {
      if (after > bytes.length) {
        int size = Math.max(announced, Math.max(SMALLEST, bytes.length * 2));
        bytes = Arrays.copyOf(bytes, Math.max(after, size));
      }
      chunk.getBytes(bytes, length);
    }
    length = after;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long granted() {
    return granted;
  }

  void grant(long bytes) {
    granted += bytes;
  }

  /// Lets go of the bytes; answers how much room comes back.
  long release() {
    long back = granted;
    granted = 0;
    bytes = NOTHING;
    length = 0;
    return back;
  }
}
