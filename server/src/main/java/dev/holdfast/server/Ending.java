package dev.holdfast.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what was begun, in reverse order, each thing once, whatever another thing's end does. What
/// is begun after the end is ended at once. Safe for many threads.
final class Ending implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  // The patience of supervisors is often 30 s.
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final int CLEAN = 0;
  private static final int TOO_SLOW = 1;

  private final ReentrantLock running = new ReentrantLock();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean over;

  private record Step(String name, AutoCloseable action) {}

  /// An ending that comes when the process is told to stop (SIGTERM, Ctrl-C). It takes 25 s at
  /// most: what was acknowledged is durable long before, and the embedded PostgreSQL stops by
  /// itself when its parent is gone.
  static Ending onSignal() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::endProcess, "ending"));
    return ending;
  }

  /// Remembers how to end something that was just begun, and hands it back.
  <T> T remember(String name, T begun, AutoCloseable end) {
    if (!push(new Step(name, end))) {
      run(new Step(name, end));
    }
    return begun;
  }

  <T extends AutoCloseable> T remember(String name, T begun) {
    return remember(name, begun, begun);
  }

  /// Waits until everything has ended.
  void await() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    running.lock();
    try {
      for (Step step = pop(); step != null; step = pop()) {
        run(step);
      }
    } finally {
      ended.countDown();
      running.unlock();
    }
  }

  private synchronized boolean push(Step step) {
    if (!over) {
      steps.push(step);
    }
    return !over;
  }

  private synchronized @Nullable Step pop() {
    over = true;
    return steps.poll();
  }

  private synchronized boolean over() {
    return over;
  }

  private static void run(Step step) {
    LOG.debug("ending {}", step.name());
    try {
      step.action().close();
    } catch (Exception e) {
      LOG.warn("The end of {} failed; the rest is ended all the same.", step.name(), e);
    }
  }

  // Runs while the machine is going down: only a halt can still choose the exit status, and a clean
  // stop is no failure.
  private void endProcess() {
    if (over()) {
      return;
    }
    LOG.info("stopping");
    Thread worker = Thread.ofPlatform().daemon().name("ending-steps").start(this::close);
    try {
      if (worker.join(PATIENCE)) {
        LOG.info("stopped");
        Runtime.getRuntime().halt(CLEAN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.error("The stop took longer than {}; leaving the rest to the next start.", PATIENCE);
    Runtime.getRuntime().halt(TOO_SLOW);
  }
}
