/// Tests of the data folder.
@NullMarked
package dev.holdfast.server.folder;

import org.jspecify.annotations.NullMarked;
