package dev.holdfast.drill.check;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether the server went on acknowledging while the fault stood.
final class Service {
  /// An item first sent this late in the window may be answered after it.
  private static final long TAIL_MILLIS = 1_000;

  private Service() {}

  /// The items that were not acknowledged inside the window, when they are more than allowed.
  static List<String> turnedAway(History history) {
    Mark begins = first(history, Mark.What.FAULT_BEGINS);
    Mark ends = first(history, Mark.What.FAULT_ENDS);
    if (begins == null || ends == null || history.facts().servedShare() == 0) {
      return List.of();
    }
    Map<String, Long> acknowledgedAt = new HashMap<>();
    for (Answered line : history.answered()) {
      if (line.outcome() == Outcome.OK) {
        acknowledgedAt.putIfAbsent(line.id(), line.at());
      }
    }
    List<String> away = new ArrayList<>();
    Map<String, Long> offered = offeredIn(history, begins.at(), ends.at() - TAIL_MILLIS);
    offered.forEach((id, _) -> {
      if (acknowledgedAt.getOrDefault(id, Long.MAX_VALUE) > ends.at()) {
        away.add(id);
      }
    });
    double served = offered.isEmpty() ? 0 : 1 - (double) away.size() / offered.size();
    return served >= history.facts().servedShare() ? List.of() : away;
  }

  private static Map<String, Long> offeredIn(History history, long from, long to) {
    Map<String, Long> firstSentAt = new HashMap<>();
    for (Sent line : history.sent()) {
      firstSentAt.putIfAbsent(line.id(), line.at());
    }
    firstSentAt.values().removeIf(at -> at < from || at >= to);
    return firstSentAt;
  }

  private static @Nullable Mark first(History history, Mark.What what) {
    return history.marks().stream().filter(mark -> mark.what() == what).findFirst().orElse(null);
  }
}
