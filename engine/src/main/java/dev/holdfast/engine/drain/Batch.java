package dev.holdfast.engine.drain;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.book.Entries;
import dev.holdfast.engine.book.Intake;
import dev.holdfast.engine.ledger.Apart;
import dev.holdfast.engine.ledger.Placed;
import dev.holdfast.journal.Item;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A stretch of the journal, sorted into what each item is. Immutable once made.
///
/// @param after the entry before the first; greater than the position drained so far when entries
///   are gone
/// @param through the last entry
/// @param checksum of the last entry; -1 when it is damaged
/// @param takenIn what the books take it for
/// @param signals to be recorded
/// @param declarations what outboxes say about themselves
/// @param rejected refused at the door, kept
/// @param apart what cannot be read, kept
record Batch(
    long after,
    long through,
    long checksum,
    Entries takenIn,
    List<Placed> signals,
    List<Message.Declaration> declarations,
    List<Message.Rejected> rejected,
    List<Apart> apart) {

  static Batch of(List<Item> items) {
    Item last = items.getLast();
    Batch batch =
        new Batch(
            items.getFirst().sequence() - 1,
            last instanceof Item.Damaged damaged ? damaged.last() : last.sequence(),
            checksum(last),
            new Entries(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    items.forEach(batch::sort);
    return batch;
  }

  static long checksum(Item item) {
    if (!(item instanceof Item.Stored stored)) {
      return -1;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(stored.kind());
    checksum.update(stored.payload().duplicate());
    return checksum.getValue();
  }

  int items() {
    return signals.size() + declarations.size() + apart.size();
  }

  private void sort(Item item) {
    Intake intake = Intake.of(item);
    takenIn.add(intake.tenant(), intake.account(), intake.items());
    switch (item) {
      case Item.Stored stored -> sort(stored, intake);
      case Item.Damaged damaged -> apart.add(damaged(damaged, intake));
    }
  }

  private void sort(Item.Stored stored, Intake intake) {
    try {
      switch (MessageCodec.decode(stored.kind(), stored.payload())) {
        case Message.Signal signal -> signals.add(new Placed(stored.sequence(), signal));
        case Message.Declaration declaration -> declarations.add(declaration);
        case Message.Rejected message -> {
          rejected.add(message);
          apart.add(rejected(stored.sequence(), message));
        }
      }
    } catch (HoldfastException e) {
      apart.add(unreadable(stored, intake, e));
    }
  }

  private static Apart rejected(long position, Message.Rejected message) {
    return new Apart(
        position,
        position,
        1,
        Origins.of(message.arrival(), message.id(), message.seq()),
        message.code(),
        message.reason(),
        message.raw());
  }

  private static Apart unreadable(Item.Stored stored, Intake intake, HoldfastException cause) {
    return new Apart(
        stored.sequence(),
        stored.sequence(),
        intake.items(),
        Origins.unknown(intake.tenant()),
        "unreadable",
        String.valueOf(cause.getMessage()),
        stored.payload());
  }

  private static Apart damaged(Item.Damaged damaged, Intake intake) {
    ByteBuffer raw = damaged.raw();
    return new Apart(
        damaged.sequence(),
        damaged.last(),
        intake.items(),
        Origins.unknown(intake.tenant()),
        "damaged",
        damaged.cause() + " (" + damaged.where() + ")",
        raw);
  }
}
