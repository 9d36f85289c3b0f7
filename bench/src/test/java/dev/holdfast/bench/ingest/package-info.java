/// Tests of this package.
@NullMarked
package dev.holdfast.bench.ingest;

import org.jspecify.annotations.NullMarked;
