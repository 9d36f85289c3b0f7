package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops server processes: our own at the end, and what a killed Holdfast has left running.
///
/// A server process is known by its working directory, which PostgreSQL sets to the data directory,
/// never by a number alone: numbers are given again.
record Leftovers(Path dataDirectory, Tools tools, Duration stopMax) {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration KILL_MAX = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 10;

  /// Leaves the data directory without any process; call it only under the lock.
  void clear() throws IOException, InterruptedException {
    List<ProcessHandle> running = running();
    if (running.isEmpty()) {
      // The number in the file may by now belong to a stranger, for whom PostgreSQL would wait.
      Files.deleteIfExists(dataDirectory.resolve("postmaster.pid"));
      return;
    }
    LOG.info(
        "stopping a PostgreSQL that an earlier run left behind dataDirectory={} processes={}",
        dataDirectory,
        running.size());
    PostmasterFile.read(dataDirectory)
        .flatMap(file -> running.stream().filter(it -> it.pid() == file.pid()).findFirst())
        .ifPresentOrElse(this::stop, () -> kill(running));
  }

  /// Stops a postmaster fast and clean; after the time allowed, the hard way, with its children.
  void stop(ProcessHandle postmaster) {
    try {
      tools.signal("INT", postmaster.pid());
      if (gone(List.of(postmaster), stopMax)) {
        return;
      }
      LOG.warn("PostgreSQL did not stop in time, killing it pid={}", postmaster.pid());
    } catch (IOException e) {
      LOG.warn("PostgreSQL could not be signalled, killing it pid={}", postmaster.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(running());
  }

  private void kill(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    try {
      gone(processes, KILL_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean gone(List<ProcessHandle> processes, Duration max) throws InterruptedException {
    long end = System.nanoTime() + max.toNanos();
    for (ProcessHandle process : processes) {
      while (serves(process)) {
        if (System.nanoTime() > end) {
          return false;
        }
        pause(process);
      }
    }
    return true;
  }

  private static void pause(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Looked at again by the caller.
    }
  }

  private List<ProcessHandle> running() {
    return ProcessHandle.allProcesses().filter(this::serves).toList();
  }

  // A dead process whose parent has not taken notice yet has no working directory any more.
  private boolean serves(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      return Files.readSymbolicLink(proc.resolve("cwd")).equals(dataDirectory.toRealPath())
          && Files.readSymbolicLink(proc.resolve("exe")).endsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }
}
