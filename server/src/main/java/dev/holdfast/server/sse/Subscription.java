package dev.holdfast.server.sse;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What one browser asked for.
///
/// @param wants which topics it gets
/// @param snapshot everything it needs to start from nothing
/// @param allowed asked again at every heartbeat; false ends the stream
public record Subscription<T>(
    Predicate<T> wants, Supplier<List<Event>> snapshot, BooleanSupplier allowed) {}
