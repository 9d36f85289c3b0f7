package dev.holdfast.server.health;

import java.util.Locale;

/// The parts of the house.
public enum PartName {
  JOURNAL("Journal", true),
  DATABASE("PostgreSQL", false),
  DRAIN("Drain", false),
  PARTITIONS("Partitions", false),
  BOOKS("Books", true),
  SAFEGUARDS("Safeguards", true);

  private final String title;
  private final boolean essential;

  PartName(String title, boolean essential) {
    this.title = title;
    this.essential = essential;
  }

  /// As it is written on pages.
  public String title() {
    return title;
  }

  /// As it is written in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Without it nothing can be promised: its state is the state of the house.
  boolean essential() {
    return essential;
  }
}
