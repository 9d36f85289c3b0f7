package dev.holdfast.drill.report;

import dev.holdfast.drill.check.Judgement;
import dev.holdfast.drill.check.Rule;
import dev.holdfast.drill.check.Verdict;
import dev.holdfast.drill.scenario.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The round as a table for a terminal.
public final class HardnessMap {
  private static final int NOTE_CHARS_MAX = 220;

  private final Round round;
  private final boolean colours;

  public HardnessMap(Round round, boolean colours) {
    this.round = round;
    this.colours = colours;
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("hardness map   seed %d   build %s".formatted(round.seed(), round.build()));
    lines.add("");
    lines.add(row("scenario", "verdict ", "acked", "found", "lost", "dup", "inv", "lag 0", "note"));
    round.results().forEach(result -> lines.add(line(result)));
    if (!round.proofs().isEmpty()) {
      lines.add("");
      lines.add("the drill can see (these builds are bad on purpose and must be RED):");
      round.proofs().forEach(proof -> lines.add(line(proof)));
    }
    lines.add("");
    lines.add(conclusion());
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private String conclusion() {
    String took = Notes.seconds(round.millis());
    long blind = round.proofs().stream().filter(p -> !Round.is(p, Verdict.RED)).count();
    if (blind > 0) {
      return "%d known-bad builds did not come out RED: the drill proves nothing. %s"
          .formatted(blind, took);
    }
    long red = round.results().stream().filter(r -> Round.is(r, Verdict.RED)).count();
    long orange = round.results().stream().filter(r -> Round.is(r, Verdict.ORANGE)).count();
    long skipped = round.results().stream().filter(r -> r instanceof Result.Skipped).count();
    return "%d RED, %d ORANGE, %d GREEN, %d skipped in %s"
        .formatted(red, orange, round.results().size() - red - orange - skipped, skipped, took);
  }

  private String line(Result result) {
    return switch (result) {
      case Result.Skipped skipped ->
          row(skipped.name(), "skipped ", "", "", "", "", "", "", skipped.reason());
      case Result.Played played -> {
        Judgement judgement = played.judgement();
        yield row(
            played.name(),
            coloured(judgement.verdict()),
            Notes.number(judgement.tally().acknowledged()),
            Notes.number(judgement.tally().found()),
            Notes.number(judgement.count(Rule.LOST)),
            Notes.number(judgement.count(Rule.DUPLICATED)),
            Notes.number(judgement.count(Rule.INVENTED)),
            Notes.lagZero(played),
            shortened(Notes.of(played)));
      }
    };
  }

  private String coloured(Verdict verdict) {
    String padded = String.format(Locale.ROOT, "%-8s", verdict);
    int code =
        switch (verdict) {
          case GREEN -> 32;
          case ORANGE -> 33;
          case RED -> 31;
        };
    return colours ? "\u001b[1;" + code + "m" + padded + "\u001b[0m" : padded;
  }

  private static String shortened(String note) {
    return note.length() <= NOTE_CHARS_MAX ? note : note.substring(0, NOTE_CHARS_MAX) + "...";
  }

  private static String row(String... cells) {
    return "  %-20s %s %9s %9s %6s %6s %6s %8s  %s".formatted((Object[]) cells).stripTrailing();
  }
}
