package dev.holdfast.server.config;

import dev.holdfast.HoldfastException;
import java.util.List;

/// Some settings cannot be used; the message names all of them, one a line.
public final class FaultyConfig extends HoldfastException {
  private static final long serialVersionUID = 1L;

  FaultyConfig(List<String> faults) {
    super(String.join("\n", faults));
  }
}
