package dev.holdfast.engine.db;

/// A pool of its own for each kind of use, so that none can take the connections of another.
public enum Lane {
  /// Moves the journal into the ledger.
  DRAIN,
  /// Console, API and search: read only.
  READ,
  /// Migrations, partitions, audit, keys: may take longer.
  MAINTENANCE,
  /// One connection that only asks whether the server answers.
  PROBE
}
