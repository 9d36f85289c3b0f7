package dev.holdfast.engine.story;

import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.ledger.Partitions;
import dev.holdfast.engine.ledger.Placed;
import dev.holdfast.journal.Appended;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Journal;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import dev.holdfast.testkit.FaultProxy;
import dev.holdfast.testkit.SettableClock;
import dev.holdfast.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A fresh database and the words to speak with it.
public final class Story implements AutoCloseable {
  public static final String NOW = "2026-11-21T10:00:00Z";

  private final TestDatabase server;
  private final SettableClock clock = SettableClock.at(NOW);
  private final Database database;

  private Story() {
    server = TestDatabase.fresh();
    database = Database.open(config(), clock, new Random(1));
    if (!database.awaitUp(Duration.ofSeconds(60))) {
      throw new AssertionError("database is " + database.health());
    }
    new Partitions(database).ensure(clock.instant());
  }

  /// A migrated database with its months, at `NOW`.
  public static Story begin() {
    return new Story();
  }

  /// With waits for a machine that does much else at the same time.
  public DatabaseConfig config() {
    return DatabaseConfig.of(server.jdbcUrl(), server.user(), server.password())
        .withWaits(
            new DatabaseConfig.Waits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30)));
  }

  /// The same database, through a proxy that can misbehave.
  public DatabaseConfig config(FaultProxy proxy) {
    return at(config(), proxy.port());
  }

  public FaultProxy proxy() {
    return FaultProxy.to(Integer.parseInt(server.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1")));
  }

  private static DatabaseConfig at(DatabaseConfig config, int port) {
    String url = config.jdbcUrl().replaceFirst(":\\d+/", ":" + port + "/");
    return DatabaseConfig.of(url, config.user(), config.password()).withWaits(config.waits());
  }

  public TestDatabase server() {
    return server;
  }

  public SettableClock clock() {
    return clock;
  }

  public Database database() {
    return database;
  }

  public long number(String sql, Object... parameters) {
    return database.transaction(
        Lane.MAINTENANCE,
        connection -> Sql.first(connection, sql, row -> row.getLong(1), parameters).orElseThrow());
  }

  public List<String> texts(String sql, Object... parameters) {
    return database.transaction(
        Lane.MAINTENANCE,
        connection -> Sql.list(connection, sql, row -> row.getString(1), parameters));
  }

  public int change(String sql, Object... parameters) {
    return database.transaction(
        Lane.MAINTENANCE, connection -> Sql.update(connection, sql, parameters));
  }

  /// A journal without spare space to ask for, so that tests fit anywhere.
  public static Journal journal(Path folder) {
    FileJournalConfig config = FileJournalConfig.defaults();
    FileJournalConfig.Sizes sizes = config.sizes().withSegmentBytes(1 << 20).withReserveBytes(0);
    return FileJournal.open(folder, config.withSizes(sizes).withDeadline(Duration.ofSeconds(20)));
  }

  public static Appended.Durable append(Journal journal, List<? extends Message> messages) {
    Appended appended = journal.append(messages.stream().map(MessageCodec::encode).toList()).join();
    if (!(appended instanceof Appended.Durable durable)) {
      throw new AssertionError("not durable: " + appended);
    }
    return durable;
  }

  /// As the drain meets them: numbered from `first` on.
  public static List<Placed> placed(long first, List<Message.Signal> signals) {
    List<Placed> placed = new ArrayList<>();
    for (Message.Signal signal : signals) {
      placed.add(new Placed(first + placed.size(), signal));
    }
    return placed;
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }
}
