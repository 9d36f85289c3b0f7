/// How every part is, as it is: judged from what the parts say about themselves, never from a
/// database.
@NullMarked
package dev.holdfast.server.health;

import org.jspecify.annotations.NullMarked;
