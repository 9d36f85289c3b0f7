/// Tests of this package.
@NullMarked
package dev.holdfast.bench.journal;

import org.jspecify.annotations.NullMarked;
