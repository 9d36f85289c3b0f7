package dev.holdfast.engine.ledger;

import java.util.UUID;

/// One run through one journal: positions mean something only within it.
///
/// @param epoch counts the times the drain had to begin again because the journal was set back
public record Source(UUID journal, int epoch) {}
