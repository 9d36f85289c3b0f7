package dev.holdfast.bench.gate;

import dev.holdfast.bench.compare.ChildLife;
import dev.holdfast.bench.compare.Cpu;
import dev.holdfast.bench.compare.Sample;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Placed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/// The JVM of one way in: writes its batches into an empty table on one connection, one transaction
/// each, and counts afterwards what stands there.
public final class GateChild {
  /// One of a hundred signals comes again.
  private static final double DUPLICATES = 0.01;

  private GateChild() {}

  /// What is asked of it.
  ///
  /// @param batchSize rows of one transaction
  /// @param warmUp rows that do not count
  /// @param rows rows that count
  record Task(Way way, int batchSize, int warmUp, int rows, long seed) {
    List<String> arguments() {
      return List.of(
          way.name(),
          Integer.toString(batchSize),
          Integer.toString(warmUp),
          Integer.toString(rows),
          Long.toString(seed));
    }

    static Task of(String[] args) {
      return new Task(
          Way.valueOf(args[0]),
          Integer.parseInt(args[1]),
          Integer.parseInt(args[2]),
          Integer.parseInt(args[3]),
          Long.parseLong(args[4]));
    }
  }

  public static void main(String[] args) {
    ChildLife.run(() -> {
      try (Connection connection =
          DriverManager.getConnection(
              System.getProperty("jdbc.url"),
              System.getProperty("jdbc.user"),
              System.getenv("PGPASSWORD"))) {
        return run(connection, Task.of(args));
      }
    });
  }

  static Sample run(Connection connection, Task task) throws SQLException {
    Signals signals =
        new Signals(
            InstantSource.system(),
            RandomGeneratorFactory.of("L64X128MixRandom").create(task.seed()),
            task.way().gated() ? DUPLICATES : 0);
    List<List<Placed>> warmUp = signals.batches(task.warmUp() / task.batchSize(), task.batchSize());
    List<List<Placed>> batches = signals.batches(task.rows() / task.batchSize(), task.batchSize());
    Way.Writer writer = task.way().writer();
    writer.prepare(connection);
    connection.setAutoCommit(false);
    int recorded = write(connection, writer, warmUp);
    double cpuBefore = cpuMicros(connection);
    long began = System.nanoTime();
    recorded += write(connection, writer, batches);
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpu = cpuMicros(connection) - cpuBefore;
    requireAll(connection, signals.distinct(), recorded);
    double rows = (double) batches.size() * task.batchSize();
    return new Sample(
        Map.of(
            "rate", Double.toString(rows / seconds),
            "cpu", Double.toString(cpu / rows),
            "recorded", Integer.toString(recorded)));
  }

  /// Of this JVM and of the server process that works for it.
  private static double cpuMicros(Connection connection) throws SQLException {
    double server =
        Sql.first(connection, "SELECT pg_backend_pid()", row -> row.getLong(1))
            .flatMap(ProcessHandle::of)
            .map(Cpu::own)
            .orElseThrow();
    connection.commit();
    return server + Cpu.own(ProcessHandle.current());
  }

  private static int write(Connection connection, Way.Writer writer, List<List<Placed>> batches)
      throws SQLException {
    int recorded = 0;
    for (List<Placed> batch : batches) {
      recorded += writer.write(connection, batch);
      connection.commit();
    }
    return recorded;
  }

  private static void requireAll(Connection connection, int distinct, int recorded)
      throws SQLException {
    long rows =
        Sql.first(connection, "SELECT count(*) FROM public.event", row -> row.getLong(1))
            .orElseThrow();
    connection.commit();
    if (rows != distinct || recorded != distinct) {
      throw new IllegalStateException(
          "%d different ids were sent, %d were said to be new, %d rows stand in the table"
              .formatted(distinct, recorded, rows));
    }
  }
}
