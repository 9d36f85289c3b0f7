package dev.holdfast.drill.scenario;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.process.Leftovers;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Plays a run from the first start to the verdict, and leaves nothing behind but its history.
public final class Director {
  private final InstantSource clock;
  private final Consumer<String> progress;

  /// @param progress is told what happens, for a person who waits
  public Director(InstantSource clock, Consumer<String> progress) {
    this.clock = clock;
    this.progress = progress;
  }

  public Result play(Run run) throws InterruptedException {
    String title = run.scenario().title();
    Optional<String> obstacle = run.scenario().obstacle();
    if (obstacle.isPresent()) {
      return new Result.Skipped(run.name(), title, obstacle.get());
    }
    RunClock runClock = new RunClock();
    try (Recorder recorder = new Recorder(run.history(), runClock)) {
      recorder.facts(facts(run));
      perform(run, recorder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    History history = History.read(run.history());
    return new Result.Played(
        run.name(), title, run.folder(), runClock.millis(), history, Checker.judge(history));
  }

  /// A run that does not come to its end is a breach: the drill cannot vouch for what it did not
  /// see.
  private void perform(Run run, Recorder recorder) throws InterruptedException {
    try (Leftovers leftovers = new Leftovers()) {
      Stage stage =
          new Stage(run, recorder, leftovers, what -> progress.accept(run.name() + ": " + what));
      run.scenario().play(stage);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      recorder.mark(What.BREACH, "the run ended early: " + reason(e));
    }
  }

  private static String reason(Exception e) {
    return e instanceof DrillException ? String.valueOf(e.getMessage()) : e.toString();
  }

  private Facts facts(Run run) {
    return new Facts(
        run.name(),
        run.scenario().title(),
        run.settings().build(),
        run.seed(),
        run.scenario().servedShare(),
        clock.instant().toString());
  }
}
