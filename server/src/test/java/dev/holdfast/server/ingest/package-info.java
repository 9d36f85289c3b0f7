/// Tests of the ingest, over real HTTP and a real journal.
@NullMarked
package dev.holdfast.server.ingest;

import org.jspecify.annotations.NullMarked;
