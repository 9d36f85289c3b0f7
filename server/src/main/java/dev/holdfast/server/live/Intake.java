package dev.holdfast.server.live;

import java.time.Duration;

/// What came in at the door, as the ingest counted it since the start.
///
/// @param refused requests answered with an error as a whole; their items come again
/// @param slowest 99 of 100 acknowledgements of the last minute took at most so long; zero when
///   there was none
/// @param outboxes what devices last said about themselves
public record Intake(long refused, Duration slowest, Outboxes outboxes) {

  /// Devices heard lately, and the items they said they still hold.
  public record Outboxes(int devices, long backlog) {}
}
