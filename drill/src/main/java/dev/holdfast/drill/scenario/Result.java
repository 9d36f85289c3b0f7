package dev.holdfast.drill.scenario;

import dev.holdfast.drill.check.Judgement;
import dev.holdfast.drill.history.History;
import java.nio.file.Path;

/// What became of one run of a round.
public sealed interface Result {
  String name();

  String title();

  /// It was played and judged.
  ///
  /// @param millis how long it took in all
  record Played(
      String name, String title, Path folder, long millis, History history, Judgement judgement)
      implements Result {}

  /// It could not be played on this machine.
  record Skipped(String name, String title, String reason) implements Result {}
}
