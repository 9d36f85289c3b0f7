package dev.holdfast.drill.scenario;

import java.util.Optional;

/// One way of breaking Holdfast. Immutable; each run has a stage of its own.
public interface Scenario {
  /// What it is called on the command line.
  String label();

  /// One line for a person.
  String title();

  /// Belongs to a quick round too.
  default boolean quick() {
    return true;
  }

  /// Why it cannot be played on this machine; empty when it can.
  default Optional<String> obstacle() throws InterruptedException {
    return Optional.empty();
  }

  /// Share of the items offered while the fault stands that must be acknowledged before it ends; 0
  /// where the server itself is the casualty.
  default double servedShare() {
    return 0;
  }

  /// Plays it. What happened is in the stage's history.
  void play(Stage stage) throws Exception;
}
