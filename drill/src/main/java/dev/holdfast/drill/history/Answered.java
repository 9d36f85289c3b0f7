package dev.holdfast.drill.history;

/// What an attempt told about one item.
///
/// @param request number of the attempt
/// @param detail status code, or how the connection ended
public record Answered(long at, long request, String id, Outcome outcome, String detail)
    implements Line {
  @Override
  public Object[] fields() {
    return new Object[] {at, request, id, outcome, detail};
  }

  static Answered parse(Fields in) {
    return new Answered(in.number(), in.number(), in.text(), Outcome.valueOf(in.text()), in.text());
  }
}
