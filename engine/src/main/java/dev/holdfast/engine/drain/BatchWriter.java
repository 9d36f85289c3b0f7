package dev.holdfast.engine.drain;

import dev.holdfast.engine.book.Account;
import dev.holdfast.engine.book.BookStore;
import dev.holdfast.engine.book.Entries;
import dev.holdfast.engine.db.Failure;
import dev.holdfast.engine.db.Failures;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.device.Devices;
import dev.holdfast.engine.device.Sightings;
import dev.holdfast.engine.ledger.Apart;
import dev.holdfast.engine.ledger.Door;
import dev.holdfast.engine.ledger.Placed;
import dev.holdfast.engine.ledger.Quarantine;
import dev.holdfast.engine.ledger.Repeats;
import dev.holdfast.engine.ledger.Sessions;
import dev.holdfast.engine.ledger.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one batch, all of it or nothing, inside the caller's transaction. Confined to one thread.
public final class BatchWriter {
  private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

  private final Door door;

  public BatchWriter(Door door) {
    this.door = door;
  }

  /// Moves the position from `expected` to the batch's end and writes everything the batch brings.
  ///
  /// @throws PositionLost when the position is not `expected`
  Written write(Connection connection, Source source, long expected, Batch batch)
      throws SQLException {
    // First, because its row lock lets a rival drain wait here and then find it is too late.
    advance(connection, source, expected, batch);
    return settle(connection, source, batch, record(connection, batch));
  }

  /// The known-bad half of `write`: everything but the signals, which were committed before.
  Written settleApart(
      Connection connection, Source source, long expected, Batch batch, Bisection.Sorted sorted)
      throws SQLException {
    advance(connection, source, expected, batch);
    return settle(connection, source, batch, sorted);
  }

  private static void advance(Connection connection, Source source, long expected, Batch batch)
      throws SQLException {
    if (!Positions.advance(connection, source, expected, batch)) {
      throw new PositionLost(source, expected);
    }
    if (batch.after() > expected) {
      Positions.gap(connection, source.journal(), expected + 1, batch.after());
    }
  }

  Bisection.Sorted record(Connection connection, Batch batch) throws SQLException {
    return Bisection.record(connection, door, batch.signals());
  }

  private Written settle(Connection connection, Source source, Batch batch, Bisection.Sorted sorted)
      throws SQLException {
    List<Apart> apart = apart(batch, sorted);
    List<Apart> knownApart = Quarantine.put(connection, source, apart);
    if (!isReplay(sorted)) {
      Repeats.note(connection, sorted.duplicates());
    }
    guarded(connection, "sessions", () -> Sessions.count(connection, sorted.recorded()));
    guarded(connection, "devices", () -> Devices.see(connection, sightings(batch, sorted)));
    Entries entries = new Entries();
    entries.addAll(batch.takenIn());
    became(sorted, apart, knownApart, entries);
    BookStore.post(connection, source, batch.through(), entries);
    return new Written(sorted, apart, entries);
  }

  /// Mostly known ids: the ledger or the journal was set back and the drain goes over old ground.
  /// Nobody sent these again.
  private static boolean isReplay(Bisection.Sorted sorted) {
    return sorted.duplicates().size() > sorted.recorded().size() + 10;
  }

  private static List<Apart> apart(Batch batch, Bisection.Sorted sorted) {
    List<Apart> apart = new ArrayList<>(batch.apart());
    for (Bisection.Poisoned poisoned : sorted.poisoned()) {
      Placed placed = poisoned.placed();
      apart.add(
          new Apart(
              placed.position(),
              placed.position(),
              1,
              Origins.of(
                  placed.signal().arrival(),
                  placed.signal().id().toString(),
                  placed.signal().seq()),
              "poisoned",
              poisoned.reason(),
              placed.signal().raw()));
    }
    return apart;
  }

  private static void became(
      Bisection.Sorted sorted, List<Apart> apart, List<Apart> knownApart, Entries entries) {
    sorted.recorded().forEach(placed -> entries.add(tenant(placed), Account.RECORDED, 1));
    sorted.duplicates().forEach(placed -> entries.add(tenant(placed), Account.DUPLICATE, 1));
    for (Apart item : apart) {
      entries.add(item.from().tenant(), Account.QUARANTINED, item.items());
    }
    for (Apart item : knownApart) {
      entries.add(item.from().tenant(), Account.QUARANTINED, -item.items());
      entries.add(item.from().tenant(), Account.DUPLICATE, item.items());
    }
  }

  private static String tenant(Placed placed) {
    return placed.signal().arrival().tenant();
  }

  private static Sightings sightings(Batch batch, Bisection.Sorted sorted) {
    Sightings sightings = new Sightings();
    for (Placed placed : sorted.recorded()) {
      sightings.recorded(placed.signal().arrival(), placed.signal().seq());
    }
    for (Placed placed : sorted.duplicates()) {
      sightings.recorded(placed.signal().arrival(), placed.signal().seq());
    }
    for (Bisection.Poisoned poisoned : sorted.poisoned()) {
      sightings.parked(poisoned.placed().signal().arrival(), poisoned.placed().signal().seq());
    }
    batch.rejected().forEach(message -> sightings.parked(message.arrival(), message.seq()));
    batch.declarations().forEach(sightings::declared);
    return sightings;
  }

  /// What is derived from the items must never keep the items from being recorded: if its values
  /// cannot be stored, this batch goes without it, and says so.
  private static void guarded(Connection connection, String what, Step step) throws SQLException {
    Sql.run(connection, "SAVEPOINT derived");
    try {
      step.run();
    } catch (SQLException e) {
      if (!(Failures.of(e) instanceof Failure.BadData)) {
        throw e;
      }
      Sql.run(connection, "ROLLBACK TO SAVEPOINT derived");
      log.error("{} of one batch could not be stored and are left out: {}", what, e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }
}
