package dev.holdfast.drill.report;

import dev.holdfast.drill.check.Verdict;
import dev.holdfast.drill.scenario.Result;
import java.util.List;

/// All runs of one call of the drill.
///
/// @param results the product under test
/// @param proofs builds that are known to be bad
public record Round(
    long seed,
    String build,
    String started,
    long millis,
    List<Result> results,
    List<Result> proofs) {
  public Round {
    results = List.copyOf(results);
    proofs = List.copyOf(proofs);
  }

  /// Nothing is RED that should not be, and everything that must be RED is.
  public boolean passed() {
    return results.stream().noneMatch(result -> is(result, Verdict.RED))
        && proofs.stream().allMatch(proof -> is(proof, Verdict.RED));
  }

  static boolean is(Result result, Verdict verdict) {
    return result instanceof Result.Played played && played.judgement().verdict() == verdict;
  }
}
