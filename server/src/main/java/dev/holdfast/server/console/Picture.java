package dev.holdfast.server.console;

import java.util.Map;

/// The pipeline at one moment, every figure already in words: a page is rendered from it and later
/// ones replace its texts and states in the browser, so that both say the same.
record Picture(Map<String, String> texts, Map<String, String> states) {
  private static final String UNKNOWN = "–";

  Picture {
    texts = Map.copyOf(texts);
    states = Map.copyOf(states);
  }

  String text(String key) {
    return texts.getOrDefault(key, UNKNOWN);
  }

  String state(String key) {
    return states.getOrDefault(key, "unknown");
  }
}
