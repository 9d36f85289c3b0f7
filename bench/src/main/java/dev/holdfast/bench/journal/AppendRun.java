package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.HdrHistogram.Histogram;

/// Drives one log with one load: a closed loop of appenders, of which only the appends that began
/// and ended inside the window are timed. Used once.
final class AppendRun {
  private static final int DIGITS = 3;

  private final Log log;
  private final Load load;
  private final CountDownLatch ready;
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile boolean counting;
  private volatile boolean stopped;

  AppendRun(Log log, Load load) {
    this.log = log;
    this.load = load;
    ready = new CountDownLatch(load.appenders());
  }

  /// What came of it.
  ///
  /// @param nanos time from append to answer
  /// @param perSecond answers in the window, per second
  /// @param acknowledged all answers, warm-up included
  record Result(Histogram nanos, double perSecond, long acknowledged) {}

  /// What one appender saw.
  private record Seen(Histogram nanos, long acknowledged) {}

  Result run(Contender.Threads threads) throws InterruptedException, ExecutionException {
    try (ExecutorService executor = executor(threads)) {
      List<Future<Seen>> appenders = new ArrayList<>();
      for (int i = 0; i < load.appenders(); i++) {
        appenders.add(executor.submit(appending(load.seed() + i)));
      }
      ready.await();
      go.countDown();
      Pause.of(load.warmUp());
      long began = System.nanoTime();
      counting = true;
      Pause.of(load.window());
      counting = false;
      long ended = System.nanoTime();
      stopped = true;
      return sum(appenders, ended - began);
    }
  }

  private static ExecutorService executor(Contender.Threads threads) {
    return switch (threads) {
      case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
      case PLATFORM -> Executors.newCachedThreadPool();
    };
  }

  private Callable<Seen> appending(long seed) {
    return () -> {
      byte[] bytes = new byte[load.recordBytes()];
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      random.nextBytes(bytes);
      Histogram nanos = new Histogram(DIGITS);
      Log.Appender appender = open();
      go.await();
      long acknowledged = 0;
      while (!stopped) {
        boolean counted = counting;
        long before = System.nanoTime();
        appender.append(bytes);
        long took = System.nanoTime() - before;
        acknowledged++;
        if (counted && counting) {
          nanos.recordValue(took);
        }
      }
      return new Seen(nanos, acknowledged);
    };
  }

  private Log.Appender open() {
    try {
      return log.appender();
    } finally {
      ready.countDown();
    }
  }

  private static Result sum(List<Future<Seen>> appenders, long windowNanos)
      throws InterruptedException, ExecutionException {
    Histogram all = new Histogram(DIGITS);
    long acknowledged = 0;
    for (Future<Seen> appender : appenders) {
      Seen seen = appender.get();
      all.add(seen.nanos());
      acknowledged += seen.acknowledged();
    }
    double perSecond = all.getTotalCount() * 1e9 / windowNanos;
    return new Result(all, perSecond, acknowledged);
  }
}
