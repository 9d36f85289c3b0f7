package dev.holdfast.server.live;

import java.time.Instant;

/// One point of the plots.
///
/// @param acceptedPerSecond items taken over, over the three seconds before
/// @param drainedPerSecond items that left the journal, over the three seconds before
/// @param lagSeconds age of the oldest waiting item
public record Sample(
    Instant at, double acceptedPerSecond, double drainedPerSecond, double lagSeconds) {}
