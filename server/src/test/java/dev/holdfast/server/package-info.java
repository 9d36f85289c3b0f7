/// Tests of the whole server and its commands.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
