package dev.holdfast.server.ingest;

import java.time.Duration;

/// The limits of the ingest.
///
/// @param rejectedBytesPerHour rejected items kept for each key; over it they are only counted
public record IngestConfig(Body body, Items items, long rejectedBytesPerHour) {
  public static final IngestConfig STANDARD =
      new IngestConfig(
          new Body(1 << 20, 200, 128L << 20, Duration.ofSeconds(20)),
          new Items(500, 64 << 10, 32),
          16L << 20);

  public IngestConfig {
    if (rejectedBytesPerHour < 1) {
      throw new IllegalArgumentException("at least one byte of rejected items is kept an hour");
    }
  }

  /// Limits of one request body; what is beyond them is refused as a whole.
  ///
  /// @param bytesMax after unpacking; over it: 413
  /// @param gzipRatioMax how many times larger than sent a gzip body may become; over it: 413
  /// @param heldBytesMax bodies held at the same time, being received or waiting for the journal;
  ///   over it: 503
  /// @param deadline time for a body to arrive in full; over it: 408
  public record Body(int bytesMax, int gzipRatioMax, long heldBytesMax, Duration deadline) {
    public Body {
      if (bytesMax < 1 || gzipRatioMax < 1 || heldBytesMax < bytesMax) {
        throw new IllegalArgumentException("room for bodies must hold at least one whole body");
      }
    }
  }

  /// Limits of the items in a body.
  ///
  /// @param countMax items of one request; over it the request is refused: 413
  /// @param bytesMax one item's JSON; over it the item is rejected
  /// @param depthMax nesting of one item, itself being the first level; over it the item is
  ///   rejected
  public record Items(int countMax, int bytesMax, int depthMax) {
    public Items {
      if (countMax < 1 || bytesMax < 1 || depthMax < 1) {
        throw new IllegalArgumentException("every limit of the items must be at least one");
      }
    }
  }
}
