/// The house observed once a second, and the latest events as they reach the journal.
@NullMarked
package dev.holdfast.server.live;

import org.jspecify.annotations.NullMarked;
