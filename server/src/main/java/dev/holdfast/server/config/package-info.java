/// What a server can be told: by flags, by `HOLDFAST_…` variables, or left at its default.
@NullMarked
package dev.holdfast.server.config;

import org.jspecify.annotations.NullMarked;
