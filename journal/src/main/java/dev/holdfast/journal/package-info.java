/// The append-only log that an acknowledgement stands on. JDK only.
@NullMarked
package dev.holdfast.journal;

import org.jspecify.annotations.NullMarked;
