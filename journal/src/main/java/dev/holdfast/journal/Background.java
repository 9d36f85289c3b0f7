package dev.holdfast.journal;

import java.time.Duration;

/// The threads a journal owns: named, never keeping the process alive, and waited for at the end.
final class Background {
  private Background() {}

  static Thread thread(String name, Runnable body) {
    return Thread.ofPlatform().daemon().name("holdfast-journal-" + name).unstarted(body);
  }

  /// Answers whether the thread has ended, or was never started.
  static boolean ended(Thread thread, Duration wait) {
    if (thread.getState() == Thread.State.NEW) {
      return true;
    }
    try {
      return thread.join(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
