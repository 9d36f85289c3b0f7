package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.OwnDatabase;
import dev.holdfast.drill.time.Patience;

/// PostgreSQL dies at once and stays away; ingest must not notice.
final class DatabaseStopped implements Scenario {
  @Override
  public String label() {
    return "database-stopped";
  }

  @Override
  public String title() {
    return "PostgreSQL stopped at once, senders go on";
  }

  @Override
  public double servedShare() {
    return 0.95;
  }

  @Override
  public void play(Stage stage) throws Exception {
    OwnDatabase database = stage.subject().bringDatabase();
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    stage.faultBegins("PostgreSQL stopped");
    database.stopImmediately();
    stage.standFault(stage.tempo().fault(), () -> watch.glance().showsDatabaseTrouble());
    database.start();
    stage.faultEnds("PostgreSQL is back");
    stage.expectLagZero(watch);
    stage.expect("shown as well again", Promises.SHOWN, () -> watch.glance().showsDatabaseWell());
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }
}
