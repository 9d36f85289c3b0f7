@NullMarked
package dev.holdfast.server.live;

import org.jspecify.annotations.NullMarked;
