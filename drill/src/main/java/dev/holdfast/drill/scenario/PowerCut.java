package dev.holdfast.drill.scenario;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.check.Finding;
import dev.holdfast.drill.check.Judgement;
import dev.holdfast.drill.check.Verdict;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.PowerRig;
import dev.holdfast.drill.time.Patience;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The power is cut at random moments under load: journal and database come up from what had
/// reached the platters, and everything acknowledged before the cut must be there, once.
final class PowerCut implements Scenario {
  private static final Duration RECOVERED = Duration.ofSeconds(20);

  /// What had been told to the senders when the power went.
  private record Cut(String name, Path history, long acknowledged) {}

  @Override
  public String label() {
    return "power-cut";
  }

  @Override
  public String title() {
    return "power cut at random moments: only what was synced is left";
  }

  @Override
  public boolean quick() {
    return false;
  }

  @Override
  public Optional<String> obstacle() throws InterruptedException {
    return PowerRig.obstacle();
  }

  @Override
  public void play(Stage stage) throws Exception {
    PowerRig rig = PowerRig.build(stage.subject().folder(), stage.leftovers());
    stage.subject().moveTo(rig.live().resolve("data"));
    stage.firstStart();
    Load load = stage.load(LoadPlan.standard(stage.tempo().perSecond()));
    Watch watch = stage.warmUp(load);
    List<Cut> cuts = new ArrayList<>();
    stage.faultBegins("the power is cut again and again");
    for (int i = 1; i <= stage.tempo().kills(); i++) {
      Patience.pause(Duration.ofMillis(stage.random().nextInt(300, 1_500)));
      cuts.add(cut(stage, rig, load, "cut-" + i));
    }
    stage.faultEnds("the power stays");
    stage.settle(load, watch);
    for (Cut cut : cuts) {
      recover(stage, rig, cut);
    }
  }

  /// The answers are written down before the platters are copied, what was sent after it: nothing
  /// acknowledged may be missing from the copy, nothing unsent may be in it.
  private static Cut cut(Stage stage, PowerRig rig, Load load, String name)
      throws IOException, InterruptedException {
    Path main = stage.recorder().folder();
    Path history = Files.createDirectories(main.resolveSibling(name));
    stage.recorder().flush();
    Files.copy(main.resolve(History.ANSWERED), history.resolve(History.ANSWERED));
    long acknowledged = load.acknowledged();
    rig.cut(name);
    stage.recorder().flush();
    Files.copy(main.resolve(History.SENT), history.resolve(History.SENT));
    stage.recorder().mark(What.EVENT, "power cut");
    return new Cut(name, history, acknowledged);
  }

  private static void recover(Stage stage, PowerRig rig, Cut cut)
      throws IOException, InterruptedException {
    stage.say("powering up after " + cut.name());
    Path disk = rig.powerUp(cut.name());
    try (Recorder recorder = new Recorder(cut.history(), new RunClock())) {
      recorder.facts(new Facts(cut.name(), "recovered", stage.build(), 0, 0, ""));
      Subject subject = stage.another(recorder, disk.resolve("data"));
      subject.start("ready after a power cut", RECOVERED);
      new Settling(subject, recorder, stage.tempo().patience()).settle(cut.acknowledged());
      subject.stop();
    }
    rig.discard(cut.name());
    Judgement judgement = Checker.judge(History.read(cut.history()));
    String broken =
        judgement.findings().stream()
            .filter(finding -> finding.rule().verdict() == Verdict.RED)
            .map(PowerCut::sentence)
            .collect(Collectors.joining(", "));
    if (!broken.isEmpty()) {
      stage.breach(
          "%s with %,d acknowledged: %s".formatted(cut.name(), cut.acknowledged(), broken));
    }
  }

  private static String sentence(Finding finding) {
    return finding.count() + " " + finding.rule().word() + " " + finding.samples();
  }
}
