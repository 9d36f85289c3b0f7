package dev.holdfast.server.health;

import java.time.Duration;
import java.time.Instant;

/// A part of the house and how it is.
///
/// @param since when this state began
/// @param cause empty when it is operational
/// @param oldest age of the oldest item that waits for this part; zero when none does
/// @param nextStep what happens by itself or what a person should do; empty when nothing is needed
public record Part(
    PartName name,
    PartState state,
    Instant since,
    String cause,
    Duration oldest,
    String nextStep) {}
