package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drops months of events that are past their time and keeps their ids for ever, so that a late
/// duplicate is still refused. A crash between any two steps loses nothing: the next run goes on.
///
/// First the floor is raised: from then on the gate looks below it into `processed_id` and writes
/// there what it records. Then the ids are copied, in bounded pieces and without a lock that
/// anybody feels. Only when none is missing is the partition detached and dropped.
public final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final int IDS_PER_PIECE = 20_000;

  // Waits for every gate that still works with the old floor.
  private static final String RAISE_FLOOR =
      """
      LOCK TABLE ONLY event IN SHARE ROW EXCLUSIVE MODE;
      UPDATE retention SET floor = greatest(floor, '{to}')
      """;

  private static final String COPY_PIECE =
      """
      WITH piece AS (
        SELECT tenant_id, id, site_id, type, received_at
          FROM {partition}
         WHERE (tenant_id, id) > (?, ?)
         ORDER BY tenant_id, id
         LIMIT ?),
      kept AS (
        INSERT INTO processed_id (tenant_id, id, site_id, type, received_at)
        SELECT * FROM piece
            ON CONFLICT (tenant_id, id) DO NOTHING)
      SELECT tenant_id, id FROM piece ORDER BY tenant_id DESC, id DESC LIMIT 1
      """;

  private static final String MISSING =
      """
      SELECT count(*)
        FROM {partition} AS event
       WHERE NOT EXISTS (SELECT 1 FROM processed_id AS kept
                          WHERE kept.tenant_id = event.tenant_id AND kept.id = event.id)
      """;

  private static final String DROP =
      """
      LOCK TABLE ONLY {table} IN ACCESS EXCLUSIVE MODE;
      ALTER TABLE {table} DETACH PARTITION {partition};
      DROP TABLE {partition}
      """;

  private static final String FORGET_REPEATS =
      "DELETE FROM repeat WHERE id < (SELECT floor FROM retention)";

  private final Database database;
  private final Partitions partitions;

  public Retention(Database database, Partitions partitions) {
    this.database = database;
    this.partitions = partitions;
  }

  /// Drops every month that ended more than `monthsKept` months before the running one. Answers how
  /// many.
  public int drop(Instant now, int monthsKept) {
    YearMonth oldest = Month.of(now).minusMonths(monthsKept);
    int dropped = 0;
    for (String table : Partitions.TABLES) {
      for (YearMonth month : partitions.months(table)) {
        if (month.isBefore(oldest)) {
          drop(new Month(table, month));
          dropped++;
        }
      }
    }
    return dropped;
  }

  private void drop(Month month) {
    if (month.table().equals("event")) {
      keepIds(month);
    }
    database.transaction(
        Lane.MAINTENANCE,
        connection -> {
          Sql.run(connection, month.in(DROP));
          return Sql.update(connection, FORGET_REPEATS);
        });
    log.info("partition={} dropped, its ids are kept", month.name());
  }

  private void keepIds(Month month) {
    raiseFloor(month);
    copyIds(month);
    long missing =
        database.transaction(
            Lane.MAINTENANCE,
            connection ->
                Sql.first(connection, month.in(MISSING), row -> row.getLong(1)).orElseThrow());
    if (missing > 0) {
      throw new IllegalStateException(
          "%d ids of %s are not kept; it is not dropped".formatted(missing, month.name()));
    }
  }

  void raiseFloor(Month month) {
    database.transaction(
        Lane.MAINTENANCE,
        connection -> {
          Sql.run(connection, month.in(RAISE_FLOOR));
          return true;
        });
  }

  void copyIds(Month month) {
    Optional<SignalKey> last = Optional.of(new SignalKey("", new UUID(0, 0)));
    while (last.isPresent()) {
      SignalKey after = last.get();
      last =
          database.transaction(
              Lane.MAINTENANCE,
              connection ->
                  Sql.first(
                      connection,
                      month.in(COPY_PIECE),
                      row -> new SignalKey(row.getString(1), row.getObject(2, UUID.class)),
                      after.tenant(),
                      after.id(),
                      IDS_PER_PIECE));
    }
  }
}
