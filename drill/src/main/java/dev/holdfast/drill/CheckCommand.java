package dev.holdfast.drill;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.report.Round;
import dev.holdfast.drill.scenario.Result;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Judges kept histories again, for example with a better checker.
@Command(
    name = "check",
    description = "Judges the kept histories below a folder again.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A history, or a folder with histories below it.")
  private @Nullable Path folder;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RunClock clock = new RunClock();
    List<Result> results = new ArrayList<>();
    for (Path history : histories()) {
      results.add(judge(history));
    }
    if (results.isEmpty()) {
      throw new DrillException("There is no history of a drill below " + folder);
    }
    Facts first = ((Result.Played) results.getFirst()).history().facts();
    Round round =
        new Round(first.seed(), first.build(), first.started(), clock.millis(), results, List.of());
    Terminal.of(spec).show(round);
    return round.passed() ? 0 : 1;
  }

  private static Result judge(Path folder) {
    History history = History.read(folder);
    Facts facts = history.facts();
    return new Result.Played(
        facts.scenario(),
        facts.title(),
        folder,
        history.lengthMillis(),
        history,
        Checker.judge(history));
  }

  private List<Path> histories() throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DrillException("There is no folder " + folder);
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isDirectory).filter(History::isIn).sorted().toList();
    }
  }
}
