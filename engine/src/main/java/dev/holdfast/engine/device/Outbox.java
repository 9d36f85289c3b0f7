package dev.holdfast.engine.device;

import java.util.Comparator;
import java.util.UUID;

/// One numbering of one outbox.
record Outbox(String tenant, UUID device, int epoch) implements Comparable<Outbox> {
  private static final Comparator<Outbox> ORDER =
      Comparator.comparing(Outbox::tenant)
          .thenComparing(outbox -> outbox.device().toString())
          .thenComparingInt(Outbox::epoch);

  @Override
  public int compareTo(Outbox other) {
    return ORDER.compare(this, other);
  }
}
