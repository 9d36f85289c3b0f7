/// The journal held against its promises, on real files and on a simulated disk.
@NullMarked
package dev.holdfast.journal;

import org.jspecify.annotations.NullMarked;
