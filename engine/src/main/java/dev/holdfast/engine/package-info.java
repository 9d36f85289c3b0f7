/// Everything PostgreSQL: ledger, drain, books. An embeddable library.
@NullMarked
package dev.holdfast.engine;

import org.jspecify.annotations.NullMarked;
