/// What was recorded: the events, exactly once each, and what was kept apart.
@NullMarked
package dev.holdfast.engine.ledger;

import org.jspecify.annotations.NullMarked;
