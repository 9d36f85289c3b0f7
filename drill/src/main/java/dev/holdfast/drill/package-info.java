/// Breaks a running Holdfast on purpose and prints the hardness map.
@NullMarked
package dev.holdfast.drill;

import org.jspecify.annotations.NullMarked;
