package dev.holdfast.engine.book;

import dev.holdfast.engine.ledger.Source;
import java.time.Instant;
import java.util.Map;

/// What the ledger's books said at one position of a journal.
///
/// @param asOf when the database last confirmed it
record Standing(
    Source source, long position, Instant asOf, Entries ledger, Map<String, Long> unexplained) {}
