package dev.holdfast.drill.history;

import java.util.Map;
import java.util.TreeMap;

/// What a judge must know of a run besides its logs.
///
/// @param build what was under test, for example a commit
/// @param servedShare share of the items first sent while the fault stood that must be acknowledged
///   before it ends; 0 where the server itself is the casualty
public record Facts(
    String scenario, String title, String build, long seed, double servedShare, String started) {
  String toText() {
    return """
    scenario=%s
    title=%s
    build=%s
    seed=%d
    served-share=%s
    started=%s
    """
        .formatted(scenario, title, build, seed, servedShare, started);
  }

  static Facts parse(String text) {
    Map<String, String> values = new TreeMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], pair[1]));
    return new Facts(
        value(values, "scenario"),
        value(values, "title"),
        value(values, "build"),
        Long.parseLong(value(values, "seed")),
        Double.parseDouble(value(values, "served-share")),
        value(values, "started"));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new DrillException("The history has no '" + name + "' in " + History.FACTS);
    }
    return value;
  }
}
