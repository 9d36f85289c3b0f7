package dev.holdfast.drill.scenario;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.load.Load;
import dev.holdfast.drill.load.LoadPlan;
import dev.holdfast.drill.process.Leftovers;
import dev.holdfast.drill.time.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where one scenario is played: the subject, loads on it, a watch over it, and the history that is
/// written. Confined to the thread that plays.
public final class Stage {
  private static final Duration WELL_MAX = Duration.ofSeconds(60);

  private final Run run;
  private final Recorder recorder;
  private final Leftovers leftovers;
  private final Consumer<String> progress;
  private final Subject subject;
  private final SplittableRandom random;
  private final AtomicLong owedBeside = new AtomicLong();
  private long faultBeganAt;
  private long faultEndedAt;

  /// @param progress is told what happens, for a person who waits
  Stage(Run run, Recorder recorder, Leftovers leftovers, Consumer<String> progress) {
    this.run = run;
    this.recorder = recorder;
    this.leftovers = leftovers;
    this.progress = progress;
    this.subject = new Subject(run.settings(), run.folder(), recorder, leftovers);
    this.random = new SplittableRandom(run.seed());
  }

  Subject subject() {
    return subject;
  }

  /// One more server of the same build, on a data directory that is there already.
  Subject another(Recorder writes, Path data) {
    Subject another = new Subject(run.settings(), writes.folder(), writes, leftovers);
    another.moveTo(data);
    return another;
  }

  String build() {
    return run.settings().build();
  }

  Tempo tempo() {
    return run.tempo();
  }

  Recorder recorder() {
    return recorder;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  SplittableRandom random() {
    return random;
  }

  void say(String what) {
    progress.accept(what);
  }

  /// The very first start of this subject.
  void firstStart() throws InterruptedException {
    say("starting the server");
    subject.start("first start", Promises.READY_FIRST);
  }

  /// Starts the subject again after a kill or a stop.
  void startAgain() throws InterruptedException {
    subject.start("start again", Promises.READY_AGAIN);
  }

  /// Starts sending.
  Load load(LoadPlan plan) {
    Load load = new Load(plan, subject::port, recorder, random.split());
    leftovers.add(load::close);
    return load;
  }

  /// Starts looking, from the outside, at what the server shows and at what arrives, and lets the
  /// load run until all is well: what is not well before the fault would be blamed on it.
  Watch warmUp(Load load) throws InterruptedException {
    Watch watch = watch(load);
    if (!Patience.await(WELL_MAX, () -> watch.caughtUp() && load.acknowledged() > 0)) {
      throw new DrillException("All was not well within " + WELL_MAX + ", before any fault");
    }
    Patience.pause(tempo().warmUp());
    return watch;
  }

  private Watch watch(Load load) {
    Watch watch =
        new Watch(
            new HealthEye(subject.api()),
            subject.ledger(),
            () -> load.acknowledged() + owedBeside.get(),
            recorder);
    leftovers.add(watch::close);
    return watch;
  }

  /// Items that the server took over on another way than the load's.
  void owesBeside(long items) {
    owedBeside.addAndGet(items);
  }

  void faultBegins(String what) {
    say(what);
    faultBeganAt = recorder.clock().millis();
    recorder.mark(What.FAULT_BEGINS, what);
  }

  void faultEnds(String what) {
    say(what);
    faultEndedAt = recorder.clock().millis();
    recorder.mark(What.FAULT_ENDS, what);
  }

  /// The server did what its contract forbids.
  void breach(String what) {
    recorder.mark(What.BREACH, what);
  }

  /// Lets the fault stand until it is so old; meanwhile the server must show it.
  void standFault(Duration age, BooleanSupplier shown) throws InterruptedException {
    boolean seen = Patience.await(left(age), shown);
    long millis = recorder.clock().millis() - faultBeganAt;
    boolean judged = seen || age.compareTo(Promises.SHOWN) >= 0;
    if (judged) {
      long took = seen ? millis : Measure.NEVER;
      recorder.measure(Measure.of("trouble shown", took, Promises.SHOWN));
    }
    Patience.pause(left(age));
  }

  /// Waits until everything acknowledged is recorded, counted from the end of the fault.
  void expectLagZero(Watch watch) throws InterruptedException {
    watch.lookAfresh();
    expect(Measure.LAG_ZERO, Promises.LAG_ZERO, watch::caughtUp);
  }

  /// Waits for something that was promised for so long after the end of the fault.
  void expect(String name, Duration promise, BooleanSupplier condition)
      throws InterruptedException {
    boolean came = Patience.await(tempo().patience(), condition);
    long took = came ? recorder.clock().millis() - faultEndedAt : Measure.NEVER;
    recorder.measure(Measure.of(name, took, promise));
  }

  private Duration left(Duration age) {
    Duration left = age.minusMillis(recorder.clock().millis() - faultBeganAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Empties the outboxes, waits until everything arrived, writes down what the product holds, and
  /// stops it.
  void settle(Load load, Watch watch) throws InterruptedException {
    say("emptying the outboxes");
    load.drain(tempo().patience());
    load.close();
    new Settling(subject, recorder, tempo().patience())
        .settle(load.acknowledged() + owedBeside.get());
    watch.close();
    say("stopping the server");
    subject.stop();
  }
}
