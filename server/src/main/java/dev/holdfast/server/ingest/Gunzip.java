package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Unpacks a gzip body, and stops as soon as it is larger than a body may be. Safe for many
/// threads.
final class Gunzip {
  private static final int BUFFER_BYTES = 8 << 10;

  /// Below this size no ratio is suspicious.
  private static final int RATIO_FLOOR_BYTES = 64 << 10;

  private final IngestConfig.Body limits;

  Gunzip(IngestConfig.Body limits) {
    this.limits = limits;
  }

  /// What a packed body came to.
  sealed interface Result {
    /// The body is the first `length` of `bytes`.
    final class Unpacked implements Result {
      final byte[] bytes;
      final int length;

      private Unpacked(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
      }
    }

    record Refused(Problem problem) implements Result {}
  }

  Result unpack(byte[] packed, int length) {
    byte[] bytes = new byte[Math.min(limits.bytesMax() + 1, Math.max(BUFFER_BYTES, length * 4))];
    int size = 0;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(packed, 0, length), BUFFER_BYTES)) {
      for (int read = in.read(bytes, 0, bytes.length);
          read >= 0;
          read = in.read(bytes, size, bytes.length - size)) {
        size += read;
        if (size > limits.bytesMax() || tooDense(size, length)) {
          return new Result.Refused(tooLarge());
        }
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(limits.bytesMax() + 1, size * 2));
        }
      }
      return new Result.Unpacked(bytes, size);
    } catch (IOException e) {
      return new Result.Refused(
          new Problem(400, "not-gzip", "The body is not gzip: " + e.getMessage() + "."));
    }
  }

  private boolean tooDense(int size, int packed) {
    return size > RATIO_FLOOR_BYTES && size / limits.gzipRatioMax() > packed;
  }

  private Problem tooLarge() {
    return new Problem(
        413,
        "body-too-large",
        "A body takes at most %d bytes after unpacking, and %d times its packed size; send it in"
                .formatted(limits.bytesMax(), limits.gzipRatioMax())
            + " parts.");
  }
}
