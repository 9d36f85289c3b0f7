package dev.holdfast.drill.scenario;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What all runs of a round share.
///
/// @param launcher the `holdfast` command under test
/// @param build what is under test, in words
/// @param environment for the server, on top of the drill's own
public record Settings(Path launcher, String build, Map<String, String> environment) {
  public Settings {
    environment = Map.copyOf(environment);
  }

  Settings with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Settings(launcher, build, more);
  }
}
