/// Side-by-side runs against named peers and physical limits.
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
