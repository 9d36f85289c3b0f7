package dev.holdfast.engine.db;

import dev.holdfast.HoldfastException;

/// A database call that did not do what it was asked to; `failure` says what kind it was.
public final class DatabaseException extends HoldfastException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  DatabaseException(String message, Failure failure, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  /// The database is away or too slow: nothing is wrong with the call.
  public boolean unavailable() {
    return failure instanceof Failure.Unavailable || failure instanceof Failure.CommitUnknown;
  }
}
