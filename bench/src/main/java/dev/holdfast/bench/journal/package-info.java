/// Acknowledged appends per second beside other logs and the bare disk.
@NullMarked
package dev.holdfast.bench.journal;

import org.jspecify.annotations.NullMarked;
