package dev.holdfast.journal;

import java.util.List;
import java.util.UUID;

/// What a journal on disk holds.
///
/// @param journal its id
/// @param segments oldest first, those that were begun
/// @param tailBytes bytes behind the last acknowledged entry: cut at the next start, or being
///   written right now
public record Inspection(UUID journal, List<SegmentReport> segments, long tailBytes) {
  /// One segment file; `last` is `first - 1` when it holds no entry.
  ///
  /// @param joined false when it was begun behind another state of the segment before it
  public record SegmentReport(
      String file,
      long first,
      long last,
      long entries,
      long bytes,
      List<Place> damaged,
      boolean joined) {
    /// Whether it can be trusted as a whole.
    public boolean isHealthy() {
      return joined && damaged.isEmpty();
    }
  }

  /// Acknowledged entries that cannot be read any more.
  public record Place(long first, long last, String where, String cause) {
    static Place of(Item.Damaged damaged) {
      return new Place(damaged.sequence(), damaged.last(), damaged.where(), damaged.cause());
    }
  }

  /// Whether every acknowledged entry can be read.
  public boolean isHealthy() {
    return segments.stream().allMatch(SegmentReport::isHealthy);
  }

  public long entries() {
    return segments.stream().mapToLong(SegmentReport::entries).sum();
  }

  public long damagedEntries() {
    return segments.stream()
        .flatMap(segment -> segment.damaged().stream())
        .mapToLong(place -> place.last() - place.first() + 1)
        .sum();
  }

  /// The report for a person, one line per segment and damaged place.
  public String text() {
    StringBuilder text = new StringBuilder("journal %s\n".formatted(journal));
    for (SegmentReport segment : segments) {
      text.append(line(segment));
      if (!segment.joined()) {
        text.append("  NOT JOINED: the segment before it is not the one it was begun behind\n");
      }
      for (Place place : segment.damaged()) {
        text.append(
            "  DAMAGED entries %d to %d, %s: %s\n"
                .formatted(place.first(), place.last(), place.where(), place.cause()));
      }
    }
    text.append(
        "%d segments, %d entries, %d damaged, %d bytes behind the last acknowledged entry\n"
            .formatted(segments.size(), entries(), damagedEntries(), tailBytes));
    return text.append(isHealthy() ? "healthy\n" : "DAMAGED\n").toString();
  }

  private static String line(SegmentReport segment) {
    String sequences =
        segment.last() < segment.first()
            ? "empty"
            : "entries %d to %d".formatted(segment.first(), segment.last());
    return "%s  %s, %d bytes, %s\n"
        .formatted(
            segment.file(),
            sequences,
            segment.bytes(),
            segment.isHealthy() ? "healthy" : "DAMAGED");
  }
}
