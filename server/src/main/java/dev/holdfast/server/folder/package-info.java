/// The data folder of a server and who may use it.
@NullMarked
package dev.holdfast.server.folder;

import org.jspecify.annotations.NullMarked;
