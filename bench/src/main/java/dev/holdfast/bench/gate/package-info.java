/// Rows per second through the exactly-once gate beside the same rows without any gate.
@NullMarked
package dev.holdfast.bench.gate;

import org.jspecify.annotations.NullMarked;
