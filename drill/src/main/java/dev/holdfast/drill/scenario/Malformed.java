package dev.holdfast.drill.scenario;

import dev.holdfast.drill.hostile.Attacker;
import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;

/// Wrong, oversized, truncated and hostile requests among honest ones: each gets its right answer,
/// nothing refused is recorded, nothing rejected is lost, and the honest notice nothing.
final class Malformed implements Scenario {
  @Override
  public String label() {
    return "malformed";
  }

  @Override
  public String title() {
    return "wrong, oversized, truncated and hostile input among honest senders";
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
    Attacker attacker =
        new Attacker(stage.subject().port(), stage.recorder(), stage.random().split());
    stage.faultBegins("hostile requests come in");
    long until = stage.recorder().clock().millis() + stage.tempo().fault().toMillis() / 2;
    do {
      stage.owesBeside(attacker.attack());
    } while (stage.recorder().clock().millis() < until);
    stage.faultEnds("only honest senders again");
    stage.expectLagZero(watch);
    stage.settle(load, watch);
  }
}
