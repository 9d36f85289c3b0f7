package dev.holdfast.journal;

import java.time.Duration;

/// The limits of a file journal.
///
/// @param deadline how long an append may take before it is answered as refused or indeterminate;
///   default 2 s
/// @param retention how long a released segment is kept, at least one backup interval; default 24 h
/// @param probeEvery how often a full or failed journal looks whether it can go on, and how often
///   released segments are looked through; default 1 s
public record FileJournalConfig(
    Sizes sizes,
    Duration deadline,
    Duration retention,
    Duration probeEvery,
    Duration markAfter,
    ScrubRate scrub) {
  private static final long MIB = 1024L * 1024L;

  public FileJournalConfig {
    if (!deadline.isPositive() || !probeEvery.isPositive() || !markAfter.isPositive()) {
      throw new IllegalArgumentException(
          "deadline, probeEvery and markAfter must be positive, were %s, %s and %s"
              .formatted(deadline, probeEvery, markAfter));
    }
  }

  public static FileJournalConfig defaults() {
    return new FileJournalConfig(
        new Sizes((int) (64 * MIB), (int) (4 * MIB), 64 * MIB, 256 * MIB),
        Duration.ofSeconds(2),
        Duration.ofHours(24),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        new ScrubRate(Duration.ofHours(24), 8 * MIB));
  }

  public FileJournalConfig withSizes(Sizes to) {
    return new FileJournalConfig(to, deadline, retention, probeEvery, markAfter, scrub);
  }

  public FileJournalConfig withDeadline(Duration to) {
    return new FileJournalConfig(sizes, to, retention, probeEvery, markAfter, scrub);
  }

  public FileJournalConfig withRetention(Duration to) {
    return new FileJournalConfig(sizes, deadline, to, probeEvery, markAfter, scrub);
  }

  public FileJournalConfig withProbeEvery(Duration to) {
    return new FileJournalConfig(sizes, deadline, retention, to, markAfter, scrub);
  }

  public FileJournalConfig withMarkAfter(Duration to) {
    return new FileJournalConfig(sizes, deadline, retention, probeEvery, to, scrub);
  }

  public FileJournalConfig withScrub(ScrubRate to) {
    return new FileJournalConfig(sizes, deadline, retention, probeEvery, markAfter, to);
  }

  /// How much of what.
  ///
  /// @param segmentBytes size of a segment file, preallocated, a multiple of 512; default 64 MiB
  /// @param groupBytesMax most that is written and synced at once, and the largest append; default
  ///   4 MiB, at most a segment less its header
  /// @param queueBytesMax most that waits for the writer before appends are refused as busy;
  ///   default 64 MiB
  /// @param reserveBytes free space left alone: no new segment is made below it; default 256 MiB
  public record Sizes(int segmentBytes, int groupBytesMax, long queueBytesMax, long reserveBytes) {
    public Sizes {
      groupBytesMax = Math.min(groupBytesMax, segmentBytes - SegmentHeader.BYTES);
      if (segmentBytes % RecordFormat.SECTOR_BYTES != 0
          || groupBytesMax < RecordFormat.SECTOR_BYTES) {
        throw new IllegalArgumentException(
            "segmentBytes must be a multiple of 512, and groupBytesMax 512 or more, were %d and %d"
                .formatted(segmentBytes, groupBytesMax));
      }
      if (queueBytesMax < 1 || reserveBytes < 0) {
        throw new IllegalArgumentException(
            "queueBytesMax must be positive and reserveBytes not negative, were %d and %d"
                .formatted(queueBytesMax, reserveBytes));
      }
    }

    public Sizes withSegmentBytes(int to) {
      return new Sizes(to, groupBytesMax, queueBytesMax, reserveBytes);
    }

    public Sizes withGroupBytesMax(int to) {
      return new Sizes(segmentBytes, to, queueBytesMax, reserveBytes);
    }

    public Sizes withQueueBytesMax(long to) {
      return new Sizes(segmentBytes, groupBytesMax, to, reserveBytes);
    }

    public Sizes withReserveBytes(long to) {
      return new Sizes(segmentBytes, groupBytesMax, queueBytesMax, to);
    }
  }

  /// How often and how fast sealed segments are read again to find rot.
  ///
  /// @param every pause between two passes; default 24 h, zero for no scrub
  /// @param bytesPerSecond most it reads; default 8 MiB
  public record ScrubRate(Duration every, long bytesPerSecond) {
    public ScrubRate {
      if (every.isNegative() || bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "a scrub every %s at %d bytes a second".formatted(every, bytesPerSecond));
      }
    }
  }
}
