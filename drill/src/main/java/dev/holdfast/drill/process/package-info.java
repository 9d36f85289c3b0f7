/// Real processes and mounts: starting, freezing, killing, and leaving nothing behind.
@NullMarked
package dev.holdfast.drill.process;

import org.jspecify.annotations.NullMarked;
