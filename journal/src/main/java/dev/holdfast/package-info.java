/// What every room of Holdfast shares: the root of its exceptions.
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
