package dev.holdfast.journal;

import java.time.Duration;

/// Journals small and quick enough to be broken thousands of times.
final class Configs {
  private Configs() {}

  static FileJournalConfig small(int segmentBytes) {
    FileJournalConfig config = FileJournalConfig.defaults();
    return config
        .withSizes(config.sizes().withSegmentBytes(segmentBytes).withReserveBytes(0))
        .withProbeEvery(Duration.ofMillis(1))
        .withRetention(Duration.ZERO)
        .withMarkAfter(Duration.ofDays(1))
        .withScrub(new FileJournalConfig.ScrubRate(Duration.ZERO, 1));
  }
}
