package dev.holdfast.bench;

import dev.holdfast.bench.compare.Bystanders;
import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Comparison;
import dev.holdfast.bench.compare.Goal;
import dev.holdfast.bench.compare.Machine;
import dev.holdfast.bench.compare.Report;
import dev.holdfast.bench.compare.Settings;
import dev.holdfast.bench.gate.GateComparison;
import dev.holdfast.bench.ingest.IngestComparison;
import dev.holdfast.bench.journal.JournalComparison;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./holdfast bench NAME`: runs one named comparison and prints its table.
///
/// Exit status: 0 when every goal was reached, 1 when one was missed, 2 when it could not run.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs one named comparison side by side with its peers and prints a table.")
public final class Main implements Callable<Integer> {
  private static final int GOAL_MISSED = 1;
  private static final int COULD_NOT_RUN = 2;
  private static final int ROUNDS = 5;

  private static final List<Comparison> COMPARISONS =
      List.of(new JournalComparison(), new GateComparison(), new IngestComparison());

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "which comparison")
  private @Nullable String name;

  @Option(names = "--list", description = "name all comparisons")
  private boolean list;

  @Option(names = "--explain", description = "say how NAME measures and what is fair about it")
  private boolean explain;

  @Option(names = "--quick", description = "one round of short windows: shows that it works")
  private boolean quick;

  @Option(names = "--rounds", description = "rounds per contender (default: 5, quick: 1)")
  private int rounds;

  @Option(names = "--seed", description = "order of the contenders and payloads (default: 1)")
  private long seed = 1;

  @Option(names = "--only", split = ",", description = "only contenders whose name contains this")
  private List<String> only = List.of();

  @Option(names = "--dir", description = "working folder, on the disk that is to be measured")
  private @Nullable Path dir;

  private final PrintWriter out;
  private final PrintWriter err;

  Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    System.exit(run(out, err, args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main(out, err)).setOut(out).setErr(err).execute(args);
  }

  private static PrintWriter writer(java.io.OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (list || name == null) {
      COMPARISONS.forEach(each -> out.printf("%-8s %s%n", each.name(), each.summary()));
      return list ? 0 : COULD_NOT_RUN;
    }
    Optional<Comparison> comparison =
        COMPARISONS.stream().filter(each -> each.name().equals(name)).findFirst();
    if (comparison.isEmpty()) {
      err.println("There is no comparison named " + name + "; --list names them.");
      return COULD_NOT_RUN;
    }
    return explain ? explain(comparison.get()) : run(comparison.get());
  }

  private int explain(Comparison comparison) {
    out.println(comparison.explanation());
    return 0;
  }

  private int run(Comparison comparison) throws InterruptedException {
    Settings settings = settings(comparison);
    Report report = new Report(out, err);
    try {
      Machine.requireDisk(settings.dir());
      report.line(comparison.name() + ": " + comparison.summary());
      report.line(Machine.describe(settings.dir()));
      report.line(
          "rounds: "
              + settings.rounds()
              + (quick ? " (quick: shows that it works, proves little)" : "")
              + ", seed: "
              + seed
              + "; figures are medians (min .. max)");
      Bystanders others = new Bystanders();
      List<Goal> goals = comparison.run(settings, report);
      if (!goals.isEmpty()) {
        report.goals(goals);
      }
      report.line("");
      report.line(others.sentence());
      return goals.stream().allMatch(Goal::passed) ? 0 : GOAL_MISSED;
    } catch (CannotRun e) {
      err.println(e.sentence());
      return COULD_NOT_RUN;
    }
  }

  private Settings settings(Comparison comparison) {
    int times = rounds > 0 ? rounds : quick ? 1 : ROUNDS;
    Path folder = dir == null ? besideTheJar() : dir;
    return new Settings(
        quick, times, seed, folder.resolve(comparison.name()).toAbsolutePath(), only);
  }

  /// `bench/target/runs`: the disk of the checkout, removed with the build.
  private static Path besideTheJar() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("runs");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
