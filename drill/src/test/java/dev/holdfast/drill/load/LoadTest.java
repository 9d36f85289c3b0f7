package dev.holdfast.drill.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.check.Checker;
import dev.holdfast.drill.check.Judgement;
import dev.holdfast.drill.check.Rule;
import dev.holdfast.drill.check.Verdict;
import dev.holdfast.drill.history.Facts;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.stub.StubServer;
import dev.holdfast.drill.stub.StubServer.Sins;
import dev.holdfast.drill.time.Patience;
import dev.holdfast.drill.time.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole run against another party's server: an honest one must come out clean however the
/// network behaves, and each sin must be seen through load, logs and checker together.
class LoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ITEMS = 600;

  @TempDir Path folder;

  @Test
  void honestServerComesOutGreenAlthoughEverySixthConnectionIsCut() throws Exception {
    History history = run(new Sins(0, 0, 7, 0, 0), 0.17);

    Judgement judgement = Checker.judge(history);

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.verdict()).isEqualTo(Verdict.GREEN);
    assertThat(judgement.tally().attempts()).isGreaterThan(judgement.tally().sent());
    assertThat(history.answered()).anyMatch(line -> line.outcome() == Outcome.INDETERMINATE);
    assertThat(history.sent()).extracting("seq").contains(1L, 2L, 3L);
  }

  @Test
  void outboxComesAgainAfterARefusal() throws Exception {
    Judgement judgement = Checker.judge(run(new Sins(0, 0, 0, 5, 0), 0));

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.tally().unanswered()).isZero();
  }

  @Test
  void itemsThatTheServerAcknowledgedAndDroppedAreLost() throws Exception {
    Judgement judgement = Checker.judge(run(new Sins(100, 0, 0, 0, 0), 0));

    assertThat(judgement.count(Rule.LOST)).isGreaterThanOrEqualTo(ITEMS / 100);
    assertThat(judgement.verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void itemsRecordedAgainUnderAFreshIdAreDuplicates() throws Exception {
    Judgement judgement = Checker.judge(run(new Sins(0, 150, 0, 0, 0), 0));

    assertThat(judgement.count(Rule.DUPLICATED)).isGreaterThanOrEqualTo(ITEMS / 150);
    assertThat(judgement.verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void captivePortalIsNotAnAcknowledgement() throws Exception {
    Judgement judgement = Checker.judge(run(new Sins(0, 0, 0, 0, 6), 0));

    assertThat(judgement.count(Rule.LOST)).isZero();
    assertThat(judgement.count(Rule.BREACH)).isPositive();
  }

  private History run(Sins sins, double cutShare) throws IOException, InterruptedException {
    try (StubServer server = new StubServer(sins);
        Recorder recorder = new Recorder(folder, new RunClock())) {
      recorder.facts(new Facts("stub", "Stub", "test", 7, 0, "now"));
      LoadPlan plan = new LoadPlan(2_000, 4, 2, 50, cutShare, 0, 20);
      try (Load load = new Load(plan, server::port, recorder, new SplittableRandom(7))) {
        assertThat(Patience.await(LIMIT, () -> load.made() >= ITEMS)).isTrue();
        assertThat(load.drain(LIMIT)).isTrue();
      }
      server.rows().forEach(recorder::found);
      recorder.books(server.books());
    }
    return History.read(folder);
  }
}
