package dev.holdfast.server.console;

/// One line of the health list.
record PartRow(String name, String title, String state, String cause, String nextStep) {}
