/// Compares the three logs of a run and gives the verdict.
@NullMarked
package dev.holdfast.drill.check;

import org.jspecify.annotations.NullMarked;
