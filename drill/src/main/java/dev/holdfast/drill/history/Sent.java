package dev.holdfast.drill.history;

/// One item in one attempt, written down before the first byte leaves.
///
/// @param at run clock, milliseconds
/// @param request number of the attempt
/// @param device the outbox
/// @param seq its number there, 0 when it has none
/// @param id as sent
/// @param key names the same thing a second time, inside the item's data
/// @param hash of the item's raw bytes
public record Sent(
    long at, long request, String device, long seq, String id, String key, String hash, Kind kind)
    implements Line {
  @Override
  public Object[] fields() {
    return new Object[] {at, request, device, seq, id, key, hash, kind};
  }

  static Sent parse(Fields in) {
    return new Sent(
        in.number(),
        in.number(),
        in.text(),
        in.number(),
        in.text(),
        in.text(),
        in.text(),
        Kind.valueOf(in.text()));
  }
}
