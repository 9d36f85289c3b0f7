/// Where an item is, and the way it came.
@NullMarked
package dev.holdfast.engine.trace;

import org.jspecify.annotations.NullMarked;
