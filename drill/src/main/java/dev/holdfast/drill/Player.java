package dev.holdfast.drill;

import dev.holdfast.drill.check.Verdict;
import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.report.Round;
import dev.holdfast.drill.scenario.Director;
import dev.holdfast.drill.scenario.Result;
import dev.holdfast.drill.scenario.Run;
import dev.holdfast.drill.scenario.Scenario;
import dev.holdfast.drill.scenario.Settings;
import dev.holdfast.drill.scenario.Tempo;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Plays a round: a full one run by run, so that none disturbs the times of another, a quick one in
/// two lanes.
final class Player {
  private final Path folder;
  private final boolean keep;
  private final InstantSource clock;
  private final Consumer<String> progress;
  private final RunClock sinceStart = new RunClock();

  /// What is to be played.
  record Order(
      List<Scenario> scenarios, List<Scenario> proofs, Settings settings, Tempo tempo, long seed) {}

  Player(Path folder, boolean keep, InstantSource clock, Consumer<String> progress) {
    this.folder = folder;
    this.keep = keep;
    this.clock = clock;
    this.progress = progress;
  }

  Path folder() {
    return folder;
  }

  Round play(Order order) throws InterruptedException, IOException {
    String started = clock.instant().toString();
    List<Callable<Result>> runs = new ArrayList<>();
    for (Scenario scenario : order.scenarios()) {
      runs.add(() -> play(order, scenario, order.tempo(), Verdict.GREEN));
    }
    for (Scenario proof : order.proofs()) {
      runs.add(() -> play(order, proof, Tempo.PROOF, Verdict.RED));
    }
    List<Result> results = inLanes(runs, order.tempo().lanes());
    removeIfEmpty();
    int proofsFrom = order.scenarios().size();
    return new Round(
        order.seed(),
        order.settings().build(),
        started,
        sinceStart.millis(),
        results.subList(0, proofsFrom),
        results.subList(proofsFrom, results.size()));
  }

  /// Plays so many runs at the same time; each has everything of its own. On platform threads: a
  /// server is told to stop when the thread that started it ends.
  private static List<Result> inLanes(List<Callable<Result>> runs, int lanes)
      throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(lanes)) {
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : executor.invokeAll(runs)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new DrillException("A run could not be played: " + e.getCause(), e);
    }
  }

  private Result play(Order order, Scenario scenario, Tempo tempo, Verdict expected)
      throws InterruptedException, IOException {
    String name = scenario.label();
    long seed = order.seed() * 31 + name.hashCode();
    Path place = Files.createDirectories(folder.resolve(name));
    Run run = new Run(name, scenario, order.settings(), tempo, seed, place);
    Result result = new Director(clock, this::say).play(run);
    say(name + ": " + verdict(result));
    clear(place, result, expected);
    return result;
  }

  private static String verdict(Result result) {
    return switch (result) {
      case Result.Played played -> played.judgement().verdict().toString();
      case Result.Skipped skipped -> "skipped, " + skipped.reason();
    };
  }

  private void say(String what) {
    progress.accept(String.format(Locale.ROOT, "%5.1f s  %s", sinceStart.millis() / 1_000.0, what));
  }

  /// Of a run that did not come out as expected the logs stay, to be looked into and judged again.
  private void clear(Path place, Result result, Verdict expected) throws IOException {
    if (keep) {
      return;
    }
    boolean surprising =
        result instanceof Result.Played played && played.judgement().verdict() != expected;
    if (!surprising) {
      delete(place);
      return;
    }
    try (Stream<Path> entries = Files.list(place)) {
      for (Path entry : entries.filter(it -> !isLog(it.getFileName().toString())).toList()) {
        delete(entry);
      }
    }
  }

  private static boolean isLog(String name) {
    return name.equals("history") || name.equals("server.log") || name.startsWith("cut-");
  }

  private void removeIfEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
