package dev.holdfast.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts damaged entries once, whoever meets them: recovery, a reader or the scrub.
final class Damages {
  /// Far more places than anybody mends; past it the count goes on and may count a place twice.
  private static final int PLACES_MAX = 10_000;

  private final Map<Long, Long> lastByFirst = new ConcurrentHashMap<>();
  private final LongAdder entries = new LongAdder();

  void add(Item.Damaged damaged) {
    Long known = lastByFirst.get(damaged.sequence());
    if (known != null && known >= damaged.last()) {
      return;
    }
    if (lastByFirst.size() < PLACES_MAX) {
      lastByFirst.put(damaged.sequence(), damaged.last());
    }
    long counted = known == null ? 0 : known - damaged.sequence() + 1;
    entries.add(damaged.last() - damaged.sequence() + 1 - counted);
  }

  long entries() {
    return entries.sum();
  }
}
