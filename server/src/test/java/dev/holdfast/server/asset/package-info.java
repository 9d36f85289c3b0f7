@NullMarked
package dev.holdfast.server.asset;

import org.jspecify.annotations.NullMarked;
