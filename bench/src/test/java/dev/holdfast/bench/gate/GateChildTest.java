package dev.holdfast.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bench.compare.Sample;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateChildTest {
  @TempDir Path dir;

  /// Every way in fails by itself when a row is missing or stands twice; here all of them must pass
  /// on a fresh ledger each.
  @Test
  void everyWayInRecordsEachIdOnce() throws SQLException {
    try (Ledgers ledgers =
        new Ledgers(dir, RandomGeneratorFactory.of("L64X128MixRandom").create(1))) {
      for (Way way : Way.values()) {
        ledgers.fresh();

        Sample sample = sample(ledgers, new GateChild.Task(way, 100, 1_000, 1_000, 1));

        assertThat(sample.number("rate")).as(way.title()).isPositive();
        if (way.gated()) {
          assertThat(sample.number("recorded")).as(way.title()).isBetween(1_900.0, 1_999.0);
        } else {
          assertThat(sample.number("recorded")).isEqualTo(2_000);
        }
      }
    }
  }

  private static Sample sample(Ledgers ledgers, GateChild.Task task) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(ledgers.url(), ledgers.user(), ledgers.password())) {
      return GateChild.run(connection, task);
    }
  }
}
