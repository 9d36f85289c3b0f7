package dev.holdfast.engine.drain;

import dev.holdfast.engine.db.Failure;
import dev.holdfast.engine.db.Failures;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Door;
import dev.holdfast.engine.ledger.Passed;
import dev.holdfast.engine.ledger.Placed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings signals through the door although some of them cannot be stored: what fails is halved
/// until the poisoned item stands alone, all inside the caller's transaction. Confined to one
/// thread and one call.
final class Bisection {
  private final Connection connection;
  private final Door door;
  private final List<Placed> recorded = new ArrayList<>();
  private final List<Placed> duplicates = new ArrayList<>();
  private final List<Poisoned> poisoned = new ArrayList<>();

  /// A signal that PostgreSQL cannot store, and what it said.
  record Poisoned(Placed placed, String reason) {}

  /// What became of each.
  record Sorted(List<Placed> recorded, List<Placed> duplicates, List<Poisoned> poisoned) {}

  private Bisection(Connection connection, Door door) {
    this.connection = connection;
    this.door = door;
  }

  static Sorted record(Connection connection, Door door, List<Placed> signals) throws SQLException {
    Bisection bisection = new Bisection(connection, door);
    if (!signals.isEmpty()) {
      bisection.halve(signals);
    }
    return new Sorted(bisection.recorded, bisection.duplicates, bisection.poisoned);
  }

  private void halve(List<Placed> signals) throws SQLException {
    Optional<String> trouble = attempt(signals);
    if (trouble.isEmpty()) {
      return;
    }
    if (signals.size() == 1) {
      poisoned.add(new Poisoned(signals.getFirst(), trouble.get()));
      return;
    }
    int middle = signals.size() / 2;
    halve(signals.subList(0, middle));
    halve(signals.subList(middle, signals.size()));
  }

  /// What was wrong with the data of these; empty when they are through.
  private Optional<String> attempt(List<Placed> signals) throws SQLException {
    Sql.run(connection, "SAVEPOINT piece");
    try {
      Passed passed = door.record(connection, signals);
      recorded.addAll(passed.recorded());
      duplicates.addAll(passed.duplicates());
      return Optional.empty();
    } catch (SQLException e) {
      if (!(Failures.of(e) instanceof Failure.BadData)) {
        throw e;
      }
      Sql.run(connection, "ROLLBACK TO SAVEPOINT piece");
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ArithmeticException | IllegalArgumentException e) {
      // It could not even be written as a row.
      Sql.run(connection, "ROLLBACK TO SAVEPOINT piece");
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
