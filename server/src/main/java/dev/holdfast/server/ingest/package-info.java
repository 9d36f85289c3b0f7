/// Takes signals over from their senders: parses, checks, appends to the journal, and acknowledges
/// only what is durable. Knows nothing of the ledger.
@NullMarked
package dev.holdfast.server.ingest;

import org.jspecify.annotations.NullMarked;
