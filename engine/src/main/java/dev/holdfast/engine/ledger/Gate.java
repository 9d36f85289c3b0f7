package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Failure;
import dev.holdfast.engine.db.Failures;
import dev.holdfast.engine.db.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Lets each (tenant, id) into the ledger once, however often and however late it comes.
///
/// Known ids are looked up and the rest goes in by binary COPY; the primary key has the last word,
/// so a rival that was faster costs time and never a duplicate. Works inside the caller's
/// transaction, which must be READ COMMITTED. Confined to one thread.
public final class Gate implements Door {
  // The lock keeps a month from being dropped between the look-up and the COPY. The setting guards
  // against the statistics of a partition that was empty a minute ago.
  private static final String ENTER =
      """
      SET LOCAL enable_seqscan = off;
      LOCK TABLE ONLY event IN ROW EXCLUSIVE MODE;
      SAVEPOINT gate
      """;

  private static final String BACK_TO_GATE = "ROLLBACK TO SAVEPOINT gate";
  private static final String FLOOR = "SELECT floor FROM retention";

  private final EventTable events = new EventTable();
  private final KnownIds known = new KnownIds();
  private final SlowInsert slowInsert = new SlowInsert();

  @Override
  public Passed record(Connection connection, List<Placed> signals) throws SQLException {
    Sql.run(connection, ENTER);
    UUID floor = Sql.first(connection, FLOOR, row -> row.getObject(1, UUID.class)).orElseThrow();
    SortedMap<SignalKey, Placed> firsts = firsts(signals);
    firsts.keySet().removeAll(known.among(connection, firsts.keySet(), floor));
    try {
      events.copy(connection, List.copyOf(firsts.values()));
    } catch (SQLException e) {
      if (!(Failures.of(e) instanceof Failure.Duplicate)) {
        throw e;
      }
      // A rival recorded one of them since the look-up.
      Sql.run(connection, BACK_TO_GATE);
      firsts.keySet().retainAll(slowInsert.insert(connection, firsts));
    }
    known.keep(connection, belowFloor(firsts, floor));
    return parted(signals, firsts);
  }

  /// The first of each id, in the order of the primary key: two gates then never wait for each
  /// other in a circle.
  private static SortedMap<SignalKey, Placed> firsts(List<Placed> signals) {
    SortedMap<SignalKey, Placed> firsts = new TreeMap<>();
    for (Placed placed : signals) {
      firsts.putIfAbsent(SignalKey.of(placed), placed);
    }
    return firsts;
  }

  private static List<Placed> belowFloor(SortedMap<SignalKey, Placed> recorded, UUID floor) {
    return recorded.values().stream()
        .filter(placed -> SignalKey.compare(placed.signal().id(), floor) < 0)
        .toList();
  }

  private static Passed parted(List<Placed> signals, SortedMap<SignalKey, Placed> recorded) {
    Set<Long> positions = HashSet.newHashSet(recorded.size());
    recorded.values().forEach(placed -> positions.add(placed.position()));
    List<Placed> fresh = new ArrayList<>(recorded.size());
    List<Placed> duplicates = new ArrayList<>();
    for (Placed placed : signals) {
      (positions.contains(placed.position()) ? fresh : duplicates).add(placed);
    }
    return new Passed(fresh, duplicates);
  }
}
