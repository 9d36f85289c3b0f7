package dev.holdfast.drill.history;

/// The state of affairs at one moment, as the server shows it and as the drill measures it.
///
/// @param health the server's own word, or why it gave none
/// @param database what the server says of the database
/// @param behind acknowledged items not yet in the database as the drill counts, -1 while it cannot
public record Sample(long at, String health, String database, long behind) implements Line {
  @Override
  public Object[] fields() {
    return new Object[] {at, health, database, behind};
  }

  static Sample parse(Fields in) {
    return new Sample(in.number(), in.text(), in.text(), in.number());
  }
}
