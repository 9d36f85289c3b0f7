package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.OwnDatabase;
import dev.holdfast.drill.time.Patience;

/// The database is away, and in the middle of that the server is killed: it must come up without a
/// database and still know everything it acknowledged.
final class BlackoutAndKill implements Scenario {
  @Override
  public String label() {
    return "blackout-and-kill";
  }

  @Override
  public String title() {
    return "PostgreSQL stopped, server killed in the middle";
  }

  @Override
  public void play(Stage stage) throws Exception {
    OwnDatabase database = stage.subject().bringDatabase();
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    stage.faultBegins("PostgreSQL stopped");
    database.stopImmediately();
    Patience.pause(stage.tempo().fault().dividedBy(2));
    stage.say("server killed in the blackout");
    stage.subject().kill(false);
    stage.startAgain();
    stage.standFault(stage.tempo().fault(), () -> watch.glance().showsDatabaseTrouble());
    database.start();
    stage.faultEnds("PostgreSQL is back");
    stage.expectLagZero(watch);
    stage.expect("shown as well again", Promises.SHOWN, () -> watch.glance().showsDatabaseWell());
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }
}
