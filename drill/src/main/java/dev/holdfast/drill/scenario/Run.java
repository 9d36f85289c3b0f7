package dev.holdfast.drill.scenario;

import java.nio.file.Path;

/// One scenario to be played once.
///
/// @param name what the run is called in the map; a scenario may be played against several builds
/// @param folder everything of the run is below it
public record Run(
    String name, Scenario scenario, Settings settings, Tempo tempo, long seed, Path folder) {
  /// Where the logs are, which outlive the run.
  public Path history() {
    return folder.resolve("history");
  }
}
