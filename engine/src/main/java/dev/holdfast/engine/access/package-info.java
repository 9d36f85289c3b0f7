/// Tenants, sites and API keys.
@NullMarked
package dev.holdfast.engine.access;

import org.jspecify.annotations.NullMarked;
