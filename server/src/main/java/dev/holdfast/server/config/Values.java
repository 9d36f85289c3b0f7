package dev.holdfast.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads settings one by one and remembers every fault, so that all are told together. Confined to
/// one thread.
final class Values {
  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
  private final List<String> faults = new ArrayList<>();

  Values(Map<Setting, String> flags, Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      String variable = environment.getOrDefault(setting.variable(), "").strip();
      String fallback = variable.isEmpty() ? setting.standard() : variable;
      texts.put(setting, flags.getOrDefault(setting, fallback).strip());
    }
  }

  String text(Setting setting) {
    return texts.getOrDefault(setting, "");
  }

  int number(Setting setting, int min, int max) {
    try {
      int number = Integer.parseInt(text(setting));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    fault(setting, "must be a whole number from " + min + " to " + max);
    return min;
  }

  boolean flag(Setting setting) {
    return switch (text(setting)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> {
        fault(setting, "must be true or false");
        yield false;
      }
    };
  }

  Path path(Setting setting) {
    try {
      return Path.of(text(setting)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      fault(setting, "is not a path: " + e.getReason());
      return Path.of("").toAbsolutePath();
    }
  }

  /// Reads in the reader's own way; what it throws as IllegalArgumentException is a fault.
  <T> T read(Setting setting, T whenFaulty, Function<String, T> reader) {
    try {
      return reader.apply(text(setting));
    } catch (IllegalArgumentException e) {
      fault(setting, String.valueOf(e.getMessage()));
      return whenFaulty;
    }
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  // A secret's value is never repeated.
  private void fault(Setting setting, String what) {
    boolean secret = setting.name().startsWith("DATABASE");
    faults.add(
        "%s (%s) %s%s"
            .formatted(
                setting.word(),
                setting.variable(),
                what,
                secret ? "" : ", was '" + text(setting) + "'"));
  }
}
