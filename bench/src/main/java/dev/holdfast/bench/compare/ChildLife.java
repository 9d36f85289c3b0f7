package dev.holdfast.bench.compare;

import java.io.IOException;
import java.util.concurrent.Callable;

/// The life of a child: works, prints one line that its parent understands, and ends with it.
public final class ChildLife {
  static final String FAILED = "failed\t";

  private ChildLife() {}

  /// Does the work, prints its sample, or why there is none, and ends this JVM. Ends it as well,
  /// shutdown hooks included, as soon as the parent is gone, however it went.
  @SuppressWarnings("CatchAndPrintStackTrace") // The log of the child is made for it.
  public static void run(Callable<Sample> work) {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildLife::endWithParent);
    int status = 0;
    try {
      System.out.println(work.call().line());
    } catch (Throwable e) { // The edge of a process: whatever it was, the parent is told.
      e.printStackTrace(System.out); // tidy: the child's log file is where a person looks
      System.out.println(FAILED + e.toString().lines().findFirst().orElse("?"));
      status = 1;
    }
    System.out.flush();
    // Peers leave threads behind that would keep this JVM alive.
    System.exit(status);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // What the parent writes means nothing; only the end does.
      }
    } catch (IOException e) {
      // A broken pipe is the end as well.
    }
    System.exit(1);
  }
}
