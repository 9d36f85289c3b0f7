/// Tests of this package.
@NullMarked
package dev.holdfast.bench.gate;

import org.jspecify.annotations.NullMarked;
