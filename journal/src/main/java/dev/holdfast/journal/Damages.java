package dev.holdfast.journal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts damaged entries once, whoever meets them: recovery, a reader or the scrub. What is left
/// of their bytes is kept in a file aside, so that it outlives the segment. Safe for many threads.
final class Damages {
  /// Far more places than anybody mends; past it the count goes on and may count a place twice.
  private static final int PLACES_MAX = 1_000;

  private final JournalFiles files;
  private final Map<Long, Long> lastByFirst = new ConcurrentHashMap<>();
  private final LongAdder entries = new LongAdder();

  Damages(JournalFiles files) {
    this.files = files;
  }

  static String name(Item.Damaged damaged) {
    return "damaged-%016d-%016d.bytes".formatted(damaged.sequence(), damaged.last());
  }

  void add(Item.Damaged damaged) {
    if (lastByFirst.size() >= PLACES_MAX) {
      entries.add(count(damaged, damaged.sequence() - 1));
      return;
    }
    Long known = lastByFirst.put(damaged.sequence(), damaged.last());
    if (known == null) {
      keepAside(damaged);
    }
    long counted = known == null ? damaged.sequence() - 1 : known;
    entries.add(Math.max(0, count(damaged, counted)));
  }

  private static long count(Item.Damaged damaged, long counted) {
    return damaged.last() - counted;
  }

  private void keepAside(Item.Damaged damaged) {
    String name = name(damaged);
    try {
      if (damaged.raw().hasRemaining() && !files.names().contains(name)) {
        try (JournalFile file = files.create(name)) {
          IoLoops.write(file, damaged.raw().duplicate(), 0);
          file.force();
        }
      }
    } catch (IOException _) {
      // The segment still has it, and the reader is told in any case.
    }
  }

  long entries() {
    return entries.sum();
  }
}
