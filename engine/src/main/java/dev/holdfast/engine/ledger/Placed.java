package dev.holdfast.engine.ledger;

import dev.holdfast.signal.Message;

/// A signal and where it stands in its journal.
public record Placed(long position, Message.Signal signal) {}
