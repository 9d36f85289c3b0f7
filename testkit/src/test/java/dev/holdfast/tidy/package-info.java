/// The house rules that no other tool checks.
@NullMarked
package dev.holdfast.tidy;

import org.jspecify.annotations.NullMarked;
