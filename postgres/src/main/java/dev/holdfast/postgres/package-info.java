/// The real PostgreSQL server as a supervised child process.
@NullMarked
package dev.holdfast.postgres;

import org.jspecify.annotations.NullMarked;
