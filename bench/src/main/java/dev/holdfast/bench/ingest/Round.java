package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Pause;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Settings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// One entrant in one round: warmed up, measured with each shape, and its books compared with what
/// the load generator counted. Confined to one thread.
final class Round {
  private static final Duration BOOKS_MAX = Duration.ofSeconds(30);
  private static final Duration DRAIN_MAX = Duration.ofMinutes(10);

  private final Entrant entrant;
  private final Target target;
  private final Wrk wrk;
  private final RandomGenerator random;
  private final Duration warmUp;
  private final Duration window;
  private long eventsSent;
  private long eventsUncertain;

  Round(Entrant entrant, Target target, Wrk wrk, Settings settings) {
    this.entrant = entrant;
    this.target = target;
    this.wrk = wrk;
    this.random = settings.random();
    this.warmUp = Duration.ofSeconds(settings.quick() ? 3 : 8);
    this.window = Duration.ofSeconds(settings.quick() ? 3 : 10);
  }

  void run(IngestSamples samples, Report report) throws InterruptedException {
    for (Shape shape : Shape.values()) {
      count(wrk.run(target.port(), target.key(), shape, warmUp), shape);
    }
    for (Shape shape : Shape.values()) {
      samples.add(entrant, shape, measure(shape, report));
    }
    if (target instanceof HoldfastServer server) {
      compareBooks(server, report);
    }
  }

  private Measured measure(Shape shape, Report report) throws InterruptedException {
    double cpuBefore = target.cpuMicros();
    double databaseBefore = target.databaseCpuMicros();
    Wrk.Load load;
    long failures = 0;
    if (entrant == Entrant.NGINX) {
      load = wrk.run(target.port(), target.key(), shape, window);
    } else {
      var sampled =
          new AnswerSampler(target, shape, random)
              .during(() -> wrk.run(target.port(), target.key(), shape, window));
      load = sampled.result();
      failures = faults(sampled.seen(), report);
      eventsSent += (long) sampled.seen().whole() * shape.events();
    }
    double cpu = target.cpuMicros() - cpuBefore;
    double database = target.databaseCpuMicros() - databaseBefore;
    count(load, shape);
    return new Measured(
        load.answers(),
        load.seconds(),
        cpu / load.answers(),
        database / load.answers(),
        load.latency(),
        load.failures() + failures);
  }

  private static long faults(AnswerSampler.Seen seen, Report report) {
    if (seen.sent() == 0) {
      throw new CannotRun("No answer was sampled: the window is too short.");
    }
    if (!seen.firstFault().isEmpty()) {
      report.remark("an answer that is not whole: " + seen.firstFault());
    }
    return (long) seen.sent() - seen.whole();
  }

  /// wrk does not count what it has sent and not yet had answered when it ends: up to one request
  /// of each connection.
  private void count(Wrk.Load load, Shape shape) {
    eventsSent += (load.answers() - load.failures()) * shape.events();
    eventsUncertain += (long) Wrk.CONNECTIONS * shape.events();
  }

  private void compareBooks(HoldfastServer server, Report report) throws InterruptedException {
    ServerBooks books = new ServerBooks(server);
    ServerBooks.Totals totals = await(books, BOOKS_MAX, all -> all.accepted() >= eventsSent);
    if (totals.accepted() < eventsSent || totals.accepted() > eventsSent + eventsUncertain) {
      throw new CannotRun(
          "The load generator saw %,d events acknowledged, the books say %,d accepted."
              .formatted(eventsSent, totals.accepted()));
    }
    report.remark(
        "books: %,d accepted, %,d seen acknowledged by the load generator"
            .formatted(totals.accepted(), eventsSent));
    if (entrant == Entrant.DRAINING) {
      drainDry(books, report);
    }
  }

  private static void drainDry(ServerBooks books, Report report) throws InterruptedException {
    long began = System.nanoTime();
    long before = books.totals().recorded();
    ServerBooks.Totals dry = await(books, DRAIN_MAX, all -> all.recorded() >= all.accepted());
    double seconds = (System.nanoTime() - began) / 1e9;
    if (dry.recorded() != dry.accepted() || dry.unexplained() != 0) {
      throw new CannotRun("After the load the books do not balance: " + dry);
    }
    report.remark(
        "drained the rest of %,d events in %.1f s: %,.0f events/s; books balance"
            .formatted(dry.recorded() - before, seconds, (dry.recorded() - before) / seconds));
  }

  /// The books once they look as wished, or as they are when the time is up.
  private static ServerBooks.Totals await(
      ServerBooks books, Duration longest, java.util.function.Predicate<ServerBooks.Totals> wish)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    ServerBooks.Totals totals = books.totals();
    while (!wish.test(totals) && System.nanoTime() < deadline) {
      Pause.of(Duration.ofMillis(200));
      totals = books.totals();
    }
    return totals;
  }
}
