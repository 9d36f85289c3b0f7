/// Tests of keys on their way from the ledger to the ingest.
@NullMarked
package dev.holdfast.server.keys;

import org.jspecify.annotations.NullMarked;
