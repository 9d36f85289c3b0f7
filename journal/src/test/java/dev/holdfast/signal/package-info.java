/// Tests of the envelope.
@NullMarked
package dev.holdfast.signal;

import org.jspecify.annotations.NullMarked;
