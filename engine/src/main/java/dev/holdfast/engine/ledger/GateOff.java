package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.Uuid7;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Known bad, on purpose: what comes again is recorded again, under a fresh id. The drill must
/// notice it; nothing else may use it. Confined to one thread.
public final class GateOff implements Door {
  private final EventTable events = new EventTable();
  private final KnownIds known = new KnownIds();
  private final InstantSource clock;
  private final RandomGenerator random;

  public GateOff(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Passed record(Connection connection, List<Placed> signals) throws SQLException {
    Sql.run(connection, "SET LOCAL enable_seqscan = off");
    List<SignalKey> keys = signals.stream().map(SignalKey::of).toList();
    Set<SignalKey> taken = new HashSet<>(known.among(connection, keys, new UUID(0, 0)));
    List<Placed> rows = new ArrayList<>(signals.size());
    for (Placed placed : signals) {
      rows.add(taken.add(SignalKey.of(placed)) ? placed : again(placed));
    }
    events.copy(connection, rows);
    return new Passed(rows, List.of());
  }

  private Placed again(Placed placed) {
    Message.Signal signal = placed.signal();
    return new Placed(
        placed.position(),
        new Message.Signal(
            signal.arrival(),
            Uuid7.next(clock, random),
            signal.type(),
            signal.seq(),
            signal.at(),
            signal.session(),
            signal.raw()));
  }
}
