package dev.holdfast.drill.scenario;

import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.time.Patience;
import java.time.Duration;

/// A build with a known sin, switched on by a flag only the drill uses: it must come out RED, else
/// the drill sees nothing and its GREEN is worth nothing.
public enum KnownBad implements Scenario {
  /// Acknowledges what it has only in memory.
  ACK_BEFORE_FSYNC("ack-before-fsync", "acknowledges before the journal is on disk"),
  /// Records what comes again once more.
  GATE_OFF("gate-off", "records what comes again a second time");

  private static final String FLAG = "HOLDFAST_KNOWN_BAD";

  private final String flag;
  private final String title;

  KnownBad(String flag, String title) {
    this.flag = flag;
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String label() {
    return flag;
  }

  /// Loses answers and the server in the middle of the load.
  @Override
  public void play(Stage stage) throws Exception {
    stage.subject().environment(FLAG, flag);
    stage.firstStart();
    LoadPlan plan = LoadPlan.standard(stage.tempo().perSecond()).withCuts(0.1);
    Load load = stage.load(plan);
    Watch watch = stage.warmUp(load);
    stage.faultBegins("killed under load");
    Patience.pause(Duration.ofMillis(stage.random().nextInt(100, 500)));
    stage.subject().kill(false);
    stage.startAgain();
    stage.faultEnds("started again");
    Patience.pause(stage.tempo().afterwards());
    stage.settle(load, watch);
  }
}
