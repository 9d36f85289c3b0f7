package dev.holdfast.bench.compare;

import dev.holdfast.HoldfastException;

/// A comparison or one contender cannot run here; it says in one sentence why, for the person who
/// started it.
public final class CannotRun extends HoldfastException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  public CannotRun(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public CannotRun(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  /// What is missing, for a person.
  public String sentence() {
    return sentence;
  }
}
