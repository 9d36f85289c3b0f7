package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.time.Patience;

/// Items that the ledger refuses, mixed among good ones: exactly those are quarantined, with their
/// bytes, and no neighbour with them.
final class Poison implements Scenario {
  private static final double SHARE = 0.02;

  @Override
  public String label() {
    return "poison";
  }

  @Override
  public String title() {
    return "items the database refuses, among good ones";
  }

  @Override
  public double servedShare() {
    return 0.95;
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.firstStart();
    LoadPlan healthy = LoadPlan.standard(stage.tempo().perSecond());
    Load load = stage.load(healthy);
    Watch watch = stage.warmUp(load);
    stage.subject().ledger().poison();
    stage.faultBegins("one in fifty is poisoned");
    load.change(healthy.withPoison(SHARE));
    Patience.pause(stage.tempo().fault().dividedBy(2));
    load.change(healthy);
    stage.faultEnds("all are good again");
    stage.expectLagZero(watch);
    stage.settle(load, watch);
  }
}
