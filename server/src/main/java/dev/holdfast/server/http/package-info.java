/// The one HTTP door: fast routes answered on the event loops, everything else in blocking style on
/// virtual threads.
@NullMarked
package dev.holdfast.server.http;

import org.jspecify.annotations.NullMarked;
