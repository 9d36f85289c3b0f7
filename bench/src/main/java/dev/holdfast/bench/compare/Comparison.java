package dev.holdfast.bench.compare;

import java.util.List;

/// One named side-by-side run.
public interface Comparison {
  /// What it is called on the command line.
  String name();

  /// One line for the list.
  String summary();

  /// How it measures, what is fair about it and what is not.
  String explanation();

  /// Runs every contender in turn, prints the figures to the report and returns the goals with what
  /// they came to.
  ///
  /// @throws CannotRun when something it needs is missing; the message says what
  List<Goal> run(Settings settings, Report report) throws InterruptedException;
}
