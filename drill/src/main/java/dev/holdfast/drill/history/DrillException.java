package dev.holdfast.drill.history;

/// The drill itself could not go on; it says nothing about the server under test.
public final class DrillException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DrillException(String message) {
    super(message);
  }

  public DrillException(String message, Throwable cause) {
    super(message, cause);
  }
}
