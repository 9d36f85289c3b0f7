package dev.holdfast.engine.drain;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.ledger.Source;

/// Another drain moved this journal's position: what this one has in hand must not be committed.
final class PositionLost extends HoldfastException {
  private static final long serialVersionUID = 1L;

  PositionLost(Source source, long expected) {
    super(
        "Journal %s is no longer drained through %d: somebody else drains it too; beginning again at its stored position"
            .formatted(source.journal(), expected));
  }
}
