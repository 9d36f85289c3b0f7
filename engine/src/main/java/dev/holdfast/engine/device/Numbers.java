package dev.holdfast.engine.device;

import java.util.Map;
import java.util.TreeMap;

/// A set of an outbox's numbers, kept as ranges. Confined to one thread.
final class Numbers {
  /// Above the largest whole number of JavaScript nobody counts.
  static final long MAX = 1L << 53;

  private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

  /// Adds `from` to `to`, both with; what no outbox can have numbered is left out.
  void add(long from, long to) {
    long first = Math.max(1, from);
    long last = Math.min(MAX, to);
    if (first > last) {
      return;
    }
    Map.Entry<Long, Long> left = lastByFirst.floorEntry(first);
    if (left != null && left.getValue() >= first - 1) {
      first = left.getKey();
      last = Math.max(last, left.getValue());
    }
    Map.Entry<Long, Long> right = lastByFirst.ceilingEntry(first);
    while (right != null && right.getKey() <= last + 1) {
      last = Math.max(last, right.getValue());
      lastByFirst.remove(right.getKey());
      right = lastByFirst.ceilingEntry(first);
    }
    lastByFirst.put(first, last);
  }

  /// As PostgreSQL writes a multirange.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    lastByFirst.forEach((first, last) ->
        text.append(text.length() == 1 ? "" : ",")
            .append('[')
            .append(first)
            .append(',')
            .append(last)
            .append(']'));
    return text.append('}').toString();
  }
}
