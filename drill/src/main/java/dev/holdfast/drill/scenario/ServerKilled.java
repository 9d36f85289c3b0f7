package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.time.Patience;
import java.time.Duration;

/// The server is killed at random moments under load and started again; now and then its database
/// dies with it, as at a reset of the machine.
final class ServerKilled implements Scenario {
  @Override
  public String label() {
    return "server-killed";
  }

  @Override
  public String title() {
    return "server killed (SIGKILL) at random moments, started again";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    stage.faultBegins("the killing begins");
    for (int kill = 0; kill < stage.tempo().kills(); kill++) {
      Patience.pause(Duration.ofMillis(stage.random().nextInt(300, 1_500)));
      stage.say("kill " + (kill + 1) + " of " + stage.tempo().kills());
      stage.subject().kill(kill % 2 == 1);
      stage.startAgain();
    }
    stage.faultEnds("the killing is over");
    stage.expectLagZero(watch);
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }
}
