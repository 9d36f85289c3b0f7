package dev.holdfast.engine.ledger;

import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the months ahead: no insert ever meets a month without a partition. Many nodes may do it
/// at once; doing it again does nothing.
public final class Partitions {
  private static final Logger log = LoggerFactory.getLogger(Partitions.class);

  /// So many months ahead of the running one are made.
  public static final int MONTHS_AHEAD = 3;

  /// Fewer than so many ahead is an alarm: somebody must look before the month ends.
  public static final int MONTHS_AHEAD_MIN = 2;

  static final List<String> TABLES = List.of("event", "session");

  private static final String CHILDREN =
      """
      SELECT child.relname
        FROM pg_inherits
        JOIN pg_class AS child ON child.oid = inhrelid
       WHERE inhparent = to_regclass(?)
      """;

  // The lock keeps the drain from writing into the default partition while its rows move out of
  // it; it is taken on the parent first, as the drain does, so that neither waits in a circle.
  private static final String LOCK = "LOCK TABLE ONLY {table} IN SHARE ROW EXCLUSIVE MODE";

  private static final String MAKE =
      """
      CREATE TABLE {partition} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE);
      WITH strays AS (DELETE FROM {table}_default WHERE id >= '{from}' AND id < '{to}' RETURNING *)
      INSERT INTO {partition} SELECT * FROM strays;
      ALTER TABLE {table} ATTACH PARTITION {partition} FOR VALUES FROM ('{from}') TO ('{to}')
      """;

  private final Database database;

  public Partitions(Database database) {
    this.database = database;
  }

  /// Makes what is missing: last month (late items of a journal), this one, and those ahead.
  /// Answers how many months ahead there are now.
  public int ensure(Instant now) {
    YearMonth current = Month.of(now);
    int ahead = MONTHS_AHEAD;
    for (String table : TABLES) {
      for (int i = -1; i <= MONTHS_AHEAD; i++) {
        make(new Month(table, current.plusMonths(i)));
      }
      ahead = Math.min(ahead, ahead(months(table), current));
    }
    return ahead;
  }

  /// Rows of events whose id carries a clock far from ours.
  public long strayRows() {
    return database.transaction(
        Lane.MAINTENANCE,
        connection ->
            Sql.first(connection, "SELECT count(*) FROM event_default", row -> row.getLong(1))
                .orElse(0L));
  }

  /// The months that have their partition.
  Set<YearMonth> months(String table) {
    return database.transaction(Lane.MAINTENANCE, connection -> months(connection, table));
  }

  static Set<YearMonth> months(Connection connection, String table) throws SQLException {
    return Sql.list(connection, CHILDREN, row -> Month.named(row.getString(1)), table).stream()
        .flatMap(Optional::stream)
        .map(Month::month)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void make(Month month) {
    boolean made =
        database.transaction(
            Lane.MAINTENANCE,
            connection -> {
              if (months(connection, month.table()).contains(month.month())) {
                return false;
              }
              Sql.run(connection, month.in(LOCK));
              if (months(connection, month.table()).contains(month.month())) {
                return false;
              }
              Sql.run(connection, month.in(MAKE));
              return true;
            });
    if (made) {
      log.info("partition={} made", month.name());
    }
  }

  private static int ahead(Set<YearMonth> months, YearMonth current) {
    int ahead = 0;
    while (ahead < MONTHS_AHEAD && months.contains(current.plusMonths(ahead + 1))) {
      ahead++;
    }
    return ahead;
  }
}
