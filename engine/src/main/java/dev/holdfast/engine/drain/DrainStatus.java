package dev.holdfast.engine.drain;

/// How the drain is.
///
/// @param cause why it does not run; empty when it does
public record DrainStatus(State state, String cause) {

  /// What the drain does.
  public enum State {
    /// Waits for the database.
    WAITING,
    /// Moves the journal into the ledger, or has nothing to move.
    RUNNING,
    /// Something a person must look at; it keeps trying.
    STALLED,
    STOPPED
  }
}
