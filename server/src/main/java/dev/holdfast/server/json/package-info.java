/// JSON as this server writes it.
@NullMarked
package dev.holdfast.server.json;

import org.jspecify.annotations.NullMarked;
