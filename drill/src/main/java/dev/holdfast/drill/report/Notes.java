package dev.holdfast.drill.report;

import dev.holdfast.drill.check.Finding;
import dev.holdfast.drill.check.Rule;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.scenario.Result.Played;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts a run into words and figures.
final class Notes {
  private Notes() {}

  /// What a person should know beside the figures; empty when all was well.
  static String of(Played played) {
    return played.judgement().findings().stream()
        .map(Notes::sentence)
        .collect(Collectors.joining("; "));
  }

  static String lagZero(Played played) {
    Optional<Measure> measure =
        played.history().measures().stream()
            .filter(m -> m.name().equals(Measure.LAG_ZERO))
            .findFirst();
    return measure.map(Notes::took).orElse("");
  }

  static String took(Measure measure) {
    return measure.millis() == Measure.NEVER ? "never" : seconds(measure.millis());
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String sentence(Finding finding) {
    boolean counted = finding.rule() != Rule.SLOW && finding.rule() != Rule.BOOKS;
    String count = counted ? number(finding.count()) + " " : "";
    return count + finding.rule().word() + ": " + String.join(", ", finding.samples());
  }
}
