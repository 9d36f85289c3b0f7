package dev.holdfast.engine.db;

/// What an SQLException means, told once from its SQLSTATE. Every caller that acts on a failure
/// switches on this and on nothing else.
public sealed interface Failure {
  /// Five characters, or empty when the driver gave none.
  String sqlState();

  /// The server is away, starting, stopping, out of space or too slow. The transaction is gone.
  record Unavailable(String sqlState) implements Failure {}

  /// The answer to a COMMIT was lost: it may have happened. Read back before doing it again.
  record CommitUnknown(String sqlState) implements Failure {}

  /// A unique key was there already.
  record Duplicate(String sqlState, String constraint) implements Failure {}

  /// Another transaction was in the way: the whole transaction may be tried again.
  record Conflict(String sqlState) implements Failure {}

  /// The values themselves cannot be stored.
  record BadData(String sqlState) implements Failure {}

  /// Our mistake or a schema that is not ours: trying again does not help.
  record Bug(String sqlState) implements Failure {}
}
