package dev.holdfast.bench.compare;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/// Where a comparison writes: figures to one stream, progress to another, so that the figures can
/// be kept in a file while a person watches. Confined to one thread.
public final class Report {
  private final PrintWriter figures;
  private final PrintWriter progress;
  private final long startedNanos = System.nanoTime();
  private int stepsDone;
  private int stepsTotal;

  public Report(PrintWriter figures, PrintWriter progress) {
    this.figures = figures;
    this.progress = progress;
  }

  /// How many steps are ahead, for the progress lines.
  public void expect(int steps) {
    stepsDone = 0;
    stepsTotal = steps;
  }

  /// Says what starts now, which step it is and how long the whole has taken.
  public void step(String what) {
    stepsDone++;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    progress.printf(
        "[%d/%d, %d:%02d] %s%n",
        stepsDone, stepsTotal, elapsed.toMinutes(), elapsed.toSecondsPart(), what);
    progress.flush();
  }

  /// A remark beside the progress, for what went wrong or waits.
  public void remark(String what) {
    progress.println("    " + what);
    progress.flush();
  }

  public void line(String text) {
    figures.println(text);
    figures.flush();
  }

  public void table(String heading, Table table) {
    line("");
    line(heading);
    line("");
    figures.print(table.text());
    figures.flush();
  }

  /// The goals with what they came to.
  public void goals(List<Goal> goals) {
    Table table = new Table("goal", "bound", "measured", "verdict");
    for (Goal goal : goals) {
      table.row(goal.sentence(), goal.bounds(), goal.figures(), goal.passed() ? "pass" : "MISS");
    }
    table("Goals", table);
  }
}
