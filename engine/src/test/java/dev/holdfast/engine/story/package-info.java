/// What the engine's tests are told with: signals, a journal, a ledger.
@NullMarked
package dev.holdfast.engine.story;

import org.jspecify.annotations.NullMarked;
