package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.Shell;
import dev.holdfast.drill.time.Patience;
import java.util.List;
import java.util.Optional;

/// From one moment on each write of the server fails, in the middle of whatever it was writing (its
/// file size limit is lowered to nothing, which any user may do to his own processes). Then writes
/// work again and the server is restarted: no acknowledgement may be lost.
final class DiskRefuses implements Scenario {
  @Override
  public String label() {
    return "disk-refuses";
  }

  @Override
  public String title() {
    return "every write fails in the middle, then the server is restarted";
  }

  @Override
  public Optional<String> obstacle() throws InterruptedException {
    List<String> missing = Shell.missing("prlimit");
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("needs prlimit (Debian: apt-get install util-linux)");
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    stage.faultBegins("every write fails");
    limit(stage, "0:unlimited");
    stage.standFault(stage.tempo().fault(), () -> watch.glance().showsJournalTrouble());
    limit(stage, "unlimited:unlimited");
    stage.subject().kill(false);
    stage.faultEnds("writes work again, the server is restarted");
    stage.startAgain();
    stage.expectLagZero(watch);
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }

  private static void limit(Stage stage, String limits) throws InterruptedException {
    Shell.must("prlimit", "--pid", Long.toString(stage.subject().pid()), "--fsize=" + limits);
  }
}
