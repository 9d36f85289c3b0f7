package dev.holdfast.engine;

import dev.holdfast.engine.access.Keys;
import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.db.RowSink;
import dev.holdfast.engine.trace.Tracer;
import dev.holdfast.journal.Journal;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Carries a journal into PostgreSQL, exactly once, for as long as it is open. Starts and answers
/// while PostgreSQL is away. Safe for many threads.
public final class Engine implements AutoCloseable {

  private Engine() {}

  /// Starts at once and never waits for PostgreSQL: migrations, partitions, drain and audit follow
  /// in the background as soon as it answers.
  public static Engine start(
      EngineConfig config, Journal journal, InstantSource clock, RandomGenerator random) {
    return notBuiltYet();
  }

  /// How everything is, from memory.
  public EngineStatus status() {
    return notBuiltYet();
  }

  /// The books of all tenants; also while the database is away. Waits a quarter of a second at most
  /// for the count of what stands in the journal.
  public Books books() {
    return notBuiltYet();
  }

  public Tracer trace() {
    return notBuiltYet();
  }

  public Keys keys() {
    return notBuiltYet();
  }

  /// Runs one query that cannot write, within the read limits.
  public void readOnlySql(String query, RowSink sink) {
    notBuiltYet();
  }

  /// Calls the listener after each committed batch, on the drain's thread: it must be short. What
  /// it throws is logged and forgotten. Closing the answer ends it.
  public AutoCloseable onCommit(Consumer<Committed> listener) {
    return notBuiltYet();
  }

  @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"})
  private static <T> T notBuiltYet() {
    throw new UnsupportedOperationException();
  }

  /// Finishes the batch in hand, remembers the books, and stops. May be called twice.
  @Override
  public void close() {}
}
