package dev.holdfast.engine.ledger;

import java.util.List;

/// What the gate let in, and what it had seen before.
///
/// @param recorded new ids, now in the ledger
/// @param duplicates items whose id was there already or came twice in one call
public record Passed(List<Placed> recorded, List<Placed> duplicates) {
  public Passed {
    recorded = List.copyOf(recorded);
    duplicates = List.copyOf(duplicates);
  }
}
