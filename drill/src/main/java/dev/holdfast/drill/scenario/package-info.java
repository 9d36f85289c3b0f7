/// The scenarios: which fault, when, and what must hold.
@NullMarked
package dev.holdfast.drill.scenario;

import org.jspecify.annotations.NullMarked;
