package dev.holdfast.server.ingest;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The exchanges of one loop whose bodies have not arrived in full, oldest first. Confined.
final class Unfinished {
  private @Nullable Exchange oldest;
  private @Nullable Exchange newest;

  void add(Exchange exchange) {
    exchange.before = newest;
    if (newest == null) {
      oldest = exchange;
    } else {
      newest.after = exchange;
    }
    newest = exchange;
  }

  /// Does nothing when it is not among them any more.
  void remove(Exchange exchange) {
    if (exchange.before == null && exchange != oldest) {
      return;
    }
    if (exchange.before == null) {
      oldest = exchange.after;
    } else {
      exchange.before.after = exchange.after;
    }
    if (exchange.after == null) {
      newest = exchange.before;
    } else {
      exchange.after.before = exchange.before;
    }
    exchange.before = null;
    exchange.after = null;
  }

  /// Takes out all that began before this moment and hands each over.
  void overdue(long startedBeforeNanos, Consumer<Exchange> late) {
    while (oldest != null && oldest.startedNanos - startedBeforeNanos < 0) {
      Exchange exchange = oldest;
      remove(exchange);
      late.accept(exchange);
    }
  }
}
