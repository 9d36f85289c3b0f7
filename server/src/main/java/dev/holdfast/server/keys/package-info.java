/// The keys a server brings itself, and how the ledger's keys reach the ingest.
@NullMarked
package dev.holdfast.server.keys;

import org.jspecify.annotations.NullMarked;
