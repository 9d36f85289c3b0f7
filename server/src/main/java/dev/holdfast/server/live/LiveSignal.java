package dev.holdfast.server.live;

import java.time.Instant;

/// An item as it stands in the journal, for lists that show the latest.
///
/// @param rejected refused for good and kept; `type` is then the code of the refusal
/// @param id as it came; empty when it could not be read
public record LiveSignal(
    long position,
    Instant receivedAt,
    String tenant,
    String site,
    String type,
    String id,
    String correlationId,
    boolean rejected) {}
