/// What machines ask: probes, metrics, health, books, the way of one item, the latest events.
@NullMarked
package dev.holdfast.server.api;

import org.jspecify.annotations.NullMarked;
