/// What an ingest writes into the journal and a drain reads out of it: the envelope of one signal.
@NullMarked
package dev.holdfast.signal;

import org.jspecify.annotations.NullMarked;
