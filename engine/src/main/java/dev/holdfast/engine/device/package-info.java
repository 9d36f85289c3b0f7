/// Outboxes: what each has numbered, and what of it nobody has seen.
@NullMarked
package dev.holdfast.engine.device;

import org.jspecify.annotations.NullMarked;
