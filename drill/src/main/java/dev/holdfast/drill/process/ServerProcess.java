package dev.holdfast.drill.process;

import dev.holdfast.drill.history.DrillException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One life of a Holdfast server, started through its launcher like anybody would. Safe for many
/// threads.
public final class ServerProcess implements Closeable {
  /// What a supervisor usually grants before it kills.
  private static final Duration STOP = Duration.ofSeconds(30);

  /// The kernel tells a child that the thread which started it is gone, also when the drill itself
  /// was killed without a chance to clean up.
  private static final List<String> DYING_WITH_US =
      Files.isExecutable(Path.of("/usr/bin/setpriv"))
          ? List.of("/usr/bin/setpriv", "--pdeathsig", "TERM", "--")
          : List.of();

  private final Process process;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final long startedNanos = System.nanoTime();

  /// How to start it.
  ///
  /// @param launcher the `holdfast` command
  /// @param log where its output is kept
  /// @param environment on top of the drill's own
  public record Setup(
      Path launcher, int port, Path data, Path log, Map<String, String> environment) {
    public Setup {
      environment = Map.copyOf(environment);
    }
  }

  private ServerProcess(Process process) {
    this.process = process;
  }

  /// Starts it and returns at once.
  public static ServerProcess start(Setup setup) {
    List<String> command = new ArrayList<>(DYING_WITH_US);
    command.addAll(
        List.of(
            setup.launcher().toString(),
            "up",
            "--demo",
            "--port",
            Integer.toString(setup.port()),
            "--data",
            setup.data().toString()));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("HOLDFAST_NO_BUILD", "1");
      builder.environment().putAll(setup.environment());
      ServerProcess server = new ServerProcess(builder.start());
      Thread.ofVirtual().name("drill-server-output").start(() -> server.listen(setup.log()));
      return server;
    } catch (IOException e) {
      throw new DrillException("The server could not be started by " + command, e);
    }
  }

  /// Waits for the line `ready`; answers the milliseconds it took from the start.
  public long awaitReady(Duration limit) throws InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DrillException("The server did not say that it is ready within " + limit, e);
    } catch (ExecutionException e) {
      throw new DrillException("The server ended before it was ready", e);
    }
  }

  /// It has said so, and did not end before.
  public boolean isReady() {
    return ready.isDone() && !ready.isCompletedExceptionally();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// The way the kernel does it when memory runs out: no last word.
  public void killHard() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /// Asks it to stop and waits; answers whether it did so by itself.
  public boolean stop() throws InterruptedException {
    // Not Process.destroy, which also closes the pipe that the last words come through.
    process.toHandle().destroy();
    if (process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    killHard();
    return false;
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Path log) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        if (line.startsWith("ready http://localhost:")) {
          ready.complete((System.nanoTime() - startedNanos) / 1_000_000);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("its output ended"));
  }
}
