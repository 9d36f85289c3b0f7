package dev.holdfast.engine.book;

/// One page of the books. Taken in must equal carried on: `balanced()` says whether it does.
///
/// @param acknowledged items whose sender was told they are safe
/// @param rejected items refused for good, kept with their bytes
/// @param damaged entries found in the journal that can no longer be told to be one or the other
/// @param recorded items standing in the ledger
/// @param duplicate items whose id was in the ledger already
/// @param quarantined items kept apart with their bytes and the reason
/// @param inJournal durable, not yet drained
/// @param unexplained what the independent audit cannot account for; must be 0
public record BookTotals(
    long acknowledged,
    long rejected,
    long damaged,
    long recorded,
    long duplicate,
    long quarantined,
    long inJournal,
    long unexplained) {
  public static final BookTotals EMPTY = new BookTotals(0, 0, 0, 0, 0, 0, 0, 0);

  /// Everything Holdfast took over.
  public long accepted() {
    return acknowledged + rejected + damaged;
  }

  public boolean balanced() {
    return accepted() == recorded + duplicate + quarantined + inJournal && unexplained == 0;
  }

  BookTotals plus(BookTotals other) {
    return new BookTotals(
        acknowledged + other.acknowledged,
        rejected + other.rejected,
        damaged + other.damaged,
        recorded + other.recorded,
        duplicate + other.duplicate,
        quarantined + other.quarantined,
        inJournal + other.inJournal,
        unexplained + other.unexplained);
  }
}
