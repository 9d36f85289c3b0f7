package dev.holdfast.engine.book;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Item;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a stretch of the journal says must be somewhere.
///
/// @param through last entry of the stretch
/// @param signals each must be in the ledger, or else in quarantine
/// @param apart entries that must be in quarantine
record AuditSlice(long through, List<Due> signals, List<Due> apart) {
  private static final UUID NO_ID = new UUID(0, 0);

  /// One item that must be somewhere.
  record Due(long position, String tenant, UUID id, long items) {}

  static AuditSlice of(List<Item> items, long drained) {
    List<Due> signals = new ArrayList<>();
    List<Due> apart = new ArrayList<>();
    long through = 0;
    for (Item item : items) {
      if (item.sequence() > drained) {
        break;
      }
      through = item instanceof Item.Damaged damaged ? damaged.last() : item.sequence();
      sort(item, signals, apart);
    }
    return new AuditSlice(through, signals, apart);
  }

  private static void sort(Item item, List<Due> signals, List<Due> apart) {
    Intake intake = Intake.of(item);
    if (intake.items() == 0) {
      return;
    }
    if (item instanceof Item.Stored stored && stored.kind() == MessageCodec.SIGNAL) {
      try {
        Message.Signal signal =
            (Message.Signal) MessageCodec.decode(stored.kind(), stored.payload());
        signals.add(new Due(item.sequence(), signal.arrival().tenant(), signal.id(), 1));
        return;
      } catch (HoldfastException e) {
        // It cannot be read: the drain must have put it apart.
      }
    }
    apart.add(new Due(item.sequence(), intake.tenant(), NO_ID, intake.items()));
  }
}
