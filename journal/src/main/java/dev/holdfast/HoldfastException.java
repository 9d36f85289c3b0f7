package dev.holdfast;

/// The root of everything Holdfast throws by itself; a subclass exists only where some caller acts
/// differently. Expected outcomes are values, never exceptions.
public class HoldfastException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HoldfastException(String message) {
    super(message);
  }

  public HoldfastException(String message, Throwable cause) {
    super(message, cause);
  }
}
