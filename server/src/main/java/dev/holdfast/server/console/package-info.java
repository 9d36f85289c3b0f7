/// The pages people look at: rendered here, kept live by server-sent events.
@NullMarked
package dev.holdfast.server.console;

import org.jspecify.annotations.NullMarked;
