/// Ingest, API, console and the composition root.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
