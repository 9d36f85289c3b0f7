package dev.holdfast.engine.trace;

import java.time.Instant;
import java.util.UUID;

/// One line of the list of a site's latest recorded items.
public record RecentSignal(
    UUID id, String site, String type, Instant receivedAt, String correlationId, long position) {}
