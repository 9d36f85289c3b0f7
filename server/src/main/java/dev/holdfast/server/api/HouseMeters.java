package dev.holdfast.server.api;

import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.server.health.PartName;
import dev.holdfast.server.live.Observation;
import dev.holdfast.server.live.Watch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The journal, the ledger and the books as the watch saw them last.
final class HouseMeters {
  private static final double NANOS = 1e9;

  private final Watch watch;

  HouseMeters(Watch watch) {
    this.watch = watch;
  }

  void bindTo(MeterRegistry registry) {
    journal(registry);
    ledger(registry);
    books(registry);
    for (PartName part : PartName.values()) {
      Gauge.builder(
              "holdfast.part.state", watch, it -> it.latest().health().part(part).state().rank())
          .description("0 operational, 1 degraded, 2 stalled, 3 down")
          .tag("part", part.word())
          .register(registry);
    }
  }

  private void journal(MeterRegistry registry) {
    gauge(
        registry,
        "holdfast.journal.sync.last",
        "seconds",
        "Last sync",
        it -> it.journal().syncNanosLast() / NANOS);
    gauge(
        registry,
        "holdfast.journal.sync.max",
        "seconds",
        "Longest sync since the start",
        it -> it.journal().syncNanosMax() / NANOS);
    counter(
        registry, "holdfast.journal.syncs", "Syncs since the start", it -> it.journal().syncs());
    gauge(
        registry,
        "holdfast.journal.free",
        "bytes",
        "Room left on the journal's disk",
        it -> it.journal().bytesFree());
    gauge(
        registry,
        "holdfast.journal.size",
        "bytes",
        "All segments together",
        it -> it.journal().bytesOnDisk());
    gauge(
        registry,
        "holdfast.journal.queued",
        "bytes",
        "Waiting for the writer",
        it -> it.journal().queuedBytes());
    gauge(
        registry,
        "holdfast.journal.damaged",
        "entries",
        "Entries found damaged since the start",
        it -> it.journal().damaged());
  }

  private void ledger(MeterRegistry registry) {
    gauge(
        registry,
        "holdfast.database.up",
        "",
        "1 while PostgreSQL answers",
        it -> it.engine().database().up() ? 1 : 0);
    gauge(
        registry,
        "holdfast.waiting",
        "items",
        "Durable in the journal, not yet drained",
        it -> it.engine().waiting());
    gauge(
        registry,
        "holdfast.waiting.oldest",
        "seconds",
        "Age of the oldest waiting item",
        it -> it.engine().lag().toNanos() / NANOS);
    gauge(
        registry,
        "holdfast.drain.rate",
        "",
        "Items drained per second, over the last seconds",
        it -> it.engine().drainedPerSecond());
    gauge(
        registry,
        "holdfast.partitions.ahead",
        "",
        "Months prepared ahead; -1 while unknown",
        it -> it.engine().partitionsAhead());
    gauge(
        registry,
        "holdfast.partitions.stray",
        "rows",
        "Rows in the default partitions; -1 while unknown",
        it -> it.engine().strayRows());
    gauge(
        registry,
        "holdfast.device.gaps",
        "",
        "Numbers of outboxes that nobody has seen; must be 0",
        it -> it.engine().deviceGaps());
  }

  private void books(MeterRegistry registry) {
    book(registry, "recorded", "Items standing in the ledger", BookTotals::recorded);
    book(
        registry, "duplicate", "Items that came again and were not counted", BookTotals::duplicate);
    book(registry, "quarantined", "Items kept apart", BookTotals::quarantined);
    book(
        registry,
        "acknowledged",
        "Items acknowledged since the first start",
        BookTotals::acknowledged);
    book(
        registry,
        "rejected",
        "Items rejected and kept since the first start",
        BookTotals::rejected);
    gauge(
        registry,
        "holdfast.unexplained",
        "items",
        "What the audit cannot account for; must be 0",
        it -> it.books().total().unexplained());
  }

  private void book(
      MeterRegistry registry, String account, String what, ToLongFunction<BookTotals> figure) {
    Gauge.builder("holdfast.books", watch, it -> figure.applyAsLong(it.latest().books().total()))
        .description("The books: accepted = recorded + duplicate + quarantined + waiting. " + what)
        .tag("account", account)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String unit,
      String what,
      ToDoubleFunction<Observation> figure) {
    Gauge.builder(name, watch, it -> figure.applyAsDouble(it.latest()))
        .description(what)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String what, ToDoubleFunction<Observation> figure) {
    FunctionCounter.builder(name, watch, it -> figure.applyAsDouble(it.latest()))
        .description(what)
        .register(registry);
  }
}
