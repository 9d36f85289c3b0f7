package dev.holdfast.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A promise broken on purpose, so that the drill can show that it would notice.
public enum KnownBad {
  NONE(""),
  /// Acknowledges what is only in memory.
  ACK_BEFORE_FSYNC("ack-before-fsync"),
  /// Records again what it has recorded already.
  GATE_OFF("gate-off");

  private final String word;

  KnownBad(String word) {
    this.word = word;
  }

  static KnownBad of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be ack-before-fsync or gate-off, or empty"));
  }

  /// What is broken, for health; empty when nothing is.
  public Optional<String> broken() {
    return this == NONE ? Optional.empty() : Optional.of(word);
  }

  public List<String> words() {
    return broken().stream().toList();
  }
}
