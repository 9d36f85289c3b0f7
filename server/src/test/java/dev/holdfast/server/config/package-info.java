/// Tests of reading settings.
@NullMarked
package dev.holdfast.server.config;

import org.jspecify.annotations.NullMarked;
