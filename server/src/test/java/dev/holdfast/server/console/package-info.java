@NullMarked
package dev.holdfast.server.console;

import org.jspecify.annotations.NullMarked;
