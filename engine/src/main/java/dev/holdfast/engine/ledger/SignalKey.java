package dev.holdfast.engine.ledger;

import java.util.UUID;

/// What is recorded once: an id within its tenant. Ordered as the primary key of `event` is.
public record SignalKey(String tenant, UUID id) implements Comparable<SignalKey> {
  public static SignalKey of(Placed placed) {
    return new SignalKey(placed.signal().arrival().tenant(), placed.signal().id());
  }

  @Override
  public int compareTo(SignalKey other) {
    int byTenant = tenant.compareTo(other.tenant);
    return byTenant != 0 ? byTenant : compare(id, other.id);
  }

  /// PostgreSQL compares uuids as unsigned bytes, `UUID.compareTo` as signed longs.
  static int compare(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
