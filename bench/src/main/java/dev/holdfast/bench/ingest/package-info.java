/// The whole way in, from a socket to a durable acknowledgement, beside nginx doing nothing.
@NullMarked
package dev.holdfast.bench.ingest;

import org.jspecify.annotations.NullMarked;
