package dev.holdfast.server.ingest;

import io.vertx.core.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings exchanges from the journal's thread back to their event loop. The loop is woken once for
/// all that are ready, not once for each: the journal answers in groups.
final class Homeward {
  private static final VarHandle READY;

  static {
    try {
      READY = MethodHandles.lookup().findVarHandle(Homeward.class, "ready", Exchange.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Context loop;
  private final Consumer<Exchange> home;

  /// A stack: who pushes onto an empty one wakes the loop.
  @SuppressWarnings("unused") // Reached through READY.
  private volatile @Nullable Exchange ready;

  Homeward(Context loop, Consumer<Exchange> home) {
    this.loop = loop;
    this.home = home;
  }

  /// Called on any thread, once for each exchange.
  void send(Exchange exchange) {
    Exchange top;
    do {
      top = ready;
      exchange.next = top;
    } while (!READY.compareAndSet(this, top, exchange));
    if (top == null) {
      loop.runOnContext(_ -> arrive());
    }
  }

  private void arrive() {
    Exchange exchange = oldestFirst((Exchange) READY.getAndSet(this, null));
    while (exchange != null) {
      Exchange following = exchange.next;
      exchange.next = null;
      home.accept(exchange);
      exchange = following;
    }
  }

  private static @Nullable Exchange oldestFirst(@Nullable Exchange newest) {
    Exchange reversed = null;
    for (Exchange each = newest; each != null; ) {
      Exchange following = each.next;
      each.next = reversed;
      reversed = each;
      each = following;
    }
    return reversed;
  }
}
