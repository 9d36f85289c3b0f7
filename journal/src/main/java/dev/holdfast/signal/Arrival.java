package dev.holdfast.signal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the items of one request share.
///
/// @param tenant whose it is
/// @param site the site the key belongs to
/// @param key the public id of the key, never its secret
/// @param receivedAt the server's clock, microseconds
/// @param correlationId accepted from the sender or made here
/// @param traceparent W3C trace context as it came, if it came
/// @param device the outbox that sent it, if it said so
/// @param epoch the outbox's numbering, 0 when unsaid
public record Arrival(
    String tenant,
    String site,
    String key,
    Instant receivedAt,
    String correlationId,
    @Nullable String traceparent,
    @Nullable UUID device,
    int epoch) {}
