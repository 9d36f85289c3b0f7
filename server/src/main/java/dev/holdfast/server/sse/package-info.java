/// Server-sent events: one stream of frames, many browsers, none of which can slow the others down.
@NullMarked
package dev.holdfast.server.sse;

import org.jspecify.annotations.NullMarked;
