/// Requests that no honest sender makes, and what may be answered to them.
@NullMarked
package dev.holdfast.drill.hostile;

import org.jspecify.annotations.NullMarked;
