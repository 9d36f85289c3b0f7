package dev.holdfast.engine.db;

import org.flywaydb.core.Flyway;

/// Brings the schema up to date from the numbered files on the class path, under a lock that all
/// nodes share. Doing it again does nothing.
final class Migrations {
  private static final String FOLDER = "classpath:dev/holdfast/engine/migration";

  private final Pools pools;

  Migrations(Pools pools) {
    this.pools = pools;
  }

  void run() {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(pools.of(Lane.MAINTENANCE))
        .locations(FOLDER)
        .table("holdfast_migration")
        .createSchemas(false)
        // Somebody else's tables may stand in the same schema.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }
}
