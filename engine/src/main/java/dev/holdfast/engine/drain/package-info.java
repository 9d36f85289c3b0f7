/// Carries the journal into the ledger, one transaction a batch.
@NullMarked
package dev.holdfast.engine.drain;

import org.jspecify.annotations.NullMarked;
