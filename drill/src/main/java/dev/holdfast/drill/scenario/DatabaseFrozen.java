package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.Processes;
import dev.holdfast.drill.time.Patience;
import java.time.Duration;
import java.util.List;

/// Every process of the embedded PostgreSQL is halted: connections stay open and say nothing, which
/// is worse than a clean death.
final class DatabaseFrozen implements Scenario {
  /// A shorter freeze might pass before anything can time out.
  private static final Duration SHORTEST = Promises.SHOWN.plusSeconds(1);

  @Override
  public String label() {
    return "database-frozen";
  }

  @Override
  public String title() {
    return "PostgreSQL frozen (SIGSTOP), connections hang";
  }

  @Override
  public double servedShare() {
    return 0.95;
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    List<ProcessHandle> postgres = stage.subject().embeddedProcesses();
    stage.leftovers().add(() -> Processes.signal("CONT", postgres));
    stage.faultBegins("PostgreSQL frozen");
    Processes.signal("STOP", postgres);
    Duration fault = stage.tempo().fault();
    stage.standFault(
        fault.compareTo(SHORTEST) < 0 ? SHORTEST : fault,
        () -> watch.glance().showsDatabaseTrouble());
    Processes.signal("CONT", postgres);
    stage.faultEnds("PostgreSQL thawed");
    stage.expectLagZero(watch);
    stage.expect("shown as well again", Promises.SHOWN, () -> watch.glance().showsDatabaseWell());
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }
}
