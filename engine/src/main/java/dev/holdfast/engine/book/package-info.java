/// Books that must balance, and the auditor who recounts them.
@NullMarked
package dev.holdfast.engine.book;

import org.jspecify.annotations.NullMarked;
