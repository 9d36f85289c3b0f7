package dev.holdfast.postgres;

import java.time.Instant;

/// A glance at an embedded PostgreSQL, taken from memory: it answers while the server does not.
///
/// @param state where it stands now
/// @param since when it came to stand there
/// @param cause why it is not READY, in one sentence; empty when it is
/// @param pid the postmaster, 0 while there is none
/// @param starts how often it has become ready
public record PostgresStatus(State state, Instant since, String cause, long pid, int starts) {

  /// Where a server stands.
  public enum State {
    /// Not started yet.
    NEW,
    /// Unpacking, laying out, starting or recovering from a crash.
    STARTING,
    /// Takes connections; its settings were checked.
    READY,
    /// Died or did not start; will be started again.
    DOWN,
    /// Closed for good.
    STOPPED
  }

  public boolean ready() {
    return state == State.READY;
  }
}
