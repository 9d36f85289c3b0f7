/// Files for browsers, served from the class path: the tracker, the demo, the console's own.
@NullMarked
package dev.holdfast.server.asset;

import org.jspecify.annotations.NullMarked;
