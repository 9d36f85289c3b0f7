/// The one bounded, retrying way into PostgreSQL.
@NullMarked
package dev.holdfast.engine.db;

import org.jspecify.annotations.NullMarked;
