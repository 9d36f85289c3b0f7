package dev.holdfast.drill.check;

import java.util.List;

/// What a run came to.
public record Judgement(Verdict verdict, Tally tally, List<Finding> findings) {
  public Judgement {
    findings = List.copyOf(findings);
  }

  static Judgement of(Tally tally, List<Finding> findings) {
    Verdict worst =
        findings.stream().map(f -> f.rule().verdict()).reduce(Verdict.GREEN, Verdict::or);
    return new Judgement(worst, tally, findings);
  }

  /// How many cases of a rule were found.
  public long count(Rule rule) {
    return findings.stream().filter(f -> f.rule() == rule).mapToLong(Finding::count).sum();
  }
}
