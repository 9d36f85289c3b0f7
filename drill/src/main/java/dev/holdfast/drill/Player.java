package dev.holdfast.drill;

import dev.holdfast.drill.check.Verdict;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Plays a round, one run after the other, so that none disturbs the times of another.
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
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : order.scenarios()) {
      results.add(play(order, scenario, order.tempo(), Verdict.GREEN));
    }
    List<Result> proofs = new ArrayList<>();
    for (Scenario proof : order.proofs()) {
      proofs.add(play(order, proof, Tempo.PROOF, Verdict.RED));
    }
    removeIfEmpty();
    return new Round(
        order.seed(), order.settings().build(), started, sinceStart.millis(), results, proofs);
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
