package dev.holdfast.bench.journal;

import java.time.Duration;

/// What is asked of one contender in one round.
///
/// @param appenders how many threads append, each waiting for its own answer before the next
/// @param recordBytes size of a record
/// @param warmUp appended before anything counts
/// @param window what counts
/// @param seed decides the bytes of the records
record Load(int appenders, int recordBytes, Duration warmUp, Duration window, long seed) {}
