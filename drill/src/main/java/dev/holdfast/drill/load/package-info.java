/// Honest outboxes that send over plain sockets and write down every attempt.
@NullMarked
package dev.holdfast.drill.load;

import org.jspecify.annotations.NullMarked;
