package dev.holdfast.drill.history;

/// One line of a log: its fields in order, separated by tabs in the file.
public interface Line {
  Object[] fields();
}
