package dev.holdfast.server.live;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.book.Books;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalStatus;
import dev.holdfast.server.health.Health;
import dev.holdfast.server.health.HealthConfig;
import dev.holdfast.server.health.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the house once a second, from memory, and tells whoever listens. Safe for many threads.
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /// Fifteen minutes.
  private static final int SAMPLES_MAX = 900;

  private static final Duration APART = Duration.ofSeconds(1);

  private final Journal journal;
  private final Engine engine;
  private final InstantSource clock;
  private final IntakeMeter intake;
  private final Health health;
  private final Samples samples = new Samples(SAMPLES_MAX);
  private final List<Consumer<Observation>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("watch").factory());
  private volatile Observation latest;

  private Watch(
      Journal journal,
      Engine engine,
      IntakeMeter intake,
      InstantSource clock,
      HealthConfig config) {
    this.journal = journal;
    this.engine = engine;
    this.intake = intake;
    this.clock = clock;
    this.health = new Health(config);
    this.latest = observe();
  }

  /// Looks once, and then every second.
  public static Watch start(
      Journal journal,
      Engine engine,
      IntakeMeter intake,
      InstantSource clock,
      HealthConfig config) {
    Watch watch = new Watch(journal, engine, intake, clock, config);
    // Fixed delay: after a pause of the process there is nothing to catch up.
    var _ =
        watch.ticks.scheduleWithFixedDelay(
            watch::tick, APART.toMillis(), APART.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /// What was seen last, at most about a second ago.
  public Observation latest() {
    return latest;
  }

  public List<Sample> samples() {
    return samples.all();
  }

  /// Judges the house now, for who cannot wait for the next second.
  public HealthReport health() {
    return health.judge(clock.instant(), journal.status(), engine.status(), latest.books().total());
  }

  /// Calls the listener after each look, on the watch's thread: it must be short.
  public void onLook(Consumer<Observation> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }

  private void tick() {
    try {
      Observation seen = observe();
      latest = seen;
      listeners.forEach(listener -> listener.accept(seen));
    } catch (RuntimeException e) {
      // An exception would end the schedule; the next look may well succeed.
      LOG.warn("The watch could not look at the house; what pages show is a second older.", e);
    }
  }

  private Observation observe() {
    Books books = engine.books();
    JournalStatus journalStatus = journal.status();
    EngineStatus engineStatus = engine.status();
    Instant now = clock.instant();
    Sample sample =
        samples.add(now, books.total().accepted(), drained(books.total()), engineStatus.lag());
    HealthReport report = health.judge(now, journalStatus, engineStatus, books.total());
    return new Observation(journalStatus, engineStatus, books, intake.measure(now), report, sample);
  }

  private static long drained(BookTotals totals) {
    return totals.recorded() + totals.duplicate() + totals.quarantined();
  }
}
