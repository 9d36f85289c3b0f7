package dev.holdfast.drill.check;

/// The figures of one run, distinct items unless said otherwise.
///
/// @param attempts every item in every attempt
/// @param unanswered sent, and without a final answer at the end
/// @param found rows of the ledger
/// @param quarantined rows of the quarantine
public record Tally(
    long sent,
    long attempts,
    long acknowledged,
    long rejected,
    long unanswered,
    long found,
    long quarantined) {}
