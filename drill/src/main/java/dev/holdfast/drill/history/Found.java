package dev.holdfast.drill.history;

/// One row that the product holds at the end of a run.
///
/// @param id as the product names it, empty when it has none
/// @param key from the item's data, empty when it could not be read
/// @param hash of the raw bytes the product kept
public record Found(Place place, String id, String key, String hash) implements Line {
  /// Where it was found.
  public enum Place {
    EVENT,
    QUARANTINE,
    /// Acknowledged, still in the journal when the run's patience ended.
    JOURNAL
  }

  @Override
  public Object[] fields() {
    return new Object[] {place, id, key, hash};
  }

  static Found parse(Fields in) {
    return new Found(Place.valueOf(in.text()), in.text(), in.text(), in.text());
  }
}
