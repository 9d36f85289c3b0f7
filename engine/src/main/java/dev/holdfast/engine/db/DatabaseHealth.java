package dev.holdfast.engine.db;

import java.time.Instant;

/// How the database was when somebody last spoke to it. Taken from memory: answers while the
/// database does not.
///
/// @param state how it is
/// @param since when that state began
/// @param cause why it is not UP; empty when it is
public record DatabaseHealth(State state, Instant since, String cause) {

  /// How the database answers.
  public enum State {
    /// Nothing was heard of it yet.
    STARTING,
    /// It answers, and its schema is being brought up to date.
    MIGRATING,
    UP,
    DOWN
  }

  public boolean up() {
    return state == State.UP;
  }
}
