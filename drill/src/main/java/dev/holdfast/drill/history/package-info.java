/// What a run leaves behind on disk: append-only logs that a judge can read again later.
@NullMarked
package dev.holdfast.drill.history;

import org.jspecify.annotations.NullMarked;
