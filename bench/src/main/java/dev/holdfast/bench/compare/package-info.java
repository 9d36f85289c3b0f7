/// What every comparison needs: contenders in a JVM of their own, rounds, figures, tables, goals.
@NullMarked
package dev.holdfast.bench.compare;

import org.jspecify.annotations.NullMarked;
