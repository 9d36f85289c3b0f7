package dev.holdfast.drill.process;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers what must be undone, and undoes it in reverse order: when closed, or when the drill is
/// stopped in the middle (Ctrl-C). Safe for many threads; each thing is undone once.
public final class Leftovers implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Deque<Undo> undos = new ArrayDeque<>();
  private final Thread hook = new Thread(this::undoAll, "drill-leftovers");

  /// Takes one thing back.
  @FunctionalInterface
  public interface Undo {
    void run() throws Exception;
  }

  public Leftovers() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The last one added is undone first.
  public synchronized void add(Undo undo) {
    undos.push(undo);
  }

  @Override
  public void close() {
    undoAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the machine is going down already, the hook has run");
    }
  }

  private synchronized void undoAll() {
    while (!undos.isEmpty()) {
      try {
        undos.pop().run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("something could not be cleaned up: {}", e.toString());
      }
    }
  }
}
