@NullMarked
package dev.holdfast.server.sse;

import org.jspecify.annotations.NullMarked;
