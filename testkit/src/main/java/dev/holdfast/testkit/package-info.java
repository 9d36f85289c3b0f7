/// Test database, clocks, fault proxy, waiting: for tests only.
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
