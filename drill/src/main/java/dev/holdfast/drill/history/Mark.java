package dev.holdfast.drill.history;

/// Something that happened to the server: a fault began, a kill, ready again.
public record Mark(long at, What what, String text) implements Line {
  public enum What {
    FAULT_BEGINS,
    FAULT_ENDS,
    EVENT,
    /// The server did what its contract forbids.
    BREACH
  }

  @Override
  public Object[] fields() {
    return new Object[] {at, what, text};
  }

  static Mark parse(Fields in) {
    return new Mark(in.number(), What.valueOf(in.text()), in.text());
  }
}
