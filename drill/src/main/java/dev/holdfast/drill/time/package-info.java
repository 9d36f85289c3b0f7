/// The clock of a run, and waiting on it.
@NullMarked
package dev.holdfast.drill.time;

import org.jspecify.annotations.NullMarked;
