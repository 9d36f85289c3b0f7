package dev.holdfast.server.config;

import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.server.http.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Everything one server was told, checked as a whole. Printing it shows no secret.
///
/// @param data folder that holds everything
/// @param database a PostgreSQL of one's own; empty for the embedded one
/// @param monthsKept months of events kept in full; 0 keeps all
public record ServerConfig(
    Path data,
    HttpConfig http,
    Journaling journal,
    Optional<DatabaseConfig> database,
    int monthsKept,
    Mode mode) {

  /// How the journal is kept.
  ///
  /// @param retention how long a drained segment is kept
  public record Journaling(int segmentBytes, long reserveBytes, Duration retention) {
    String summary() {
      return "journal-segment-mib=%d journal-reserve-mib=%d journal-retention-hours=%d"
          .formatted(segmentBytes >> 20, reserveBytes >> 20, retention.toHours());
    }
  }

  /// What is out of the ordinary.
  ///
  /// @param demo demo tenant, site and key
  /// @param knownBad a promise broken for the drill
  public record Mode(boolean demo, KnownBad knownBad) {}

  /// Reads flags and environment.
  ///
  /// @throws FaultyConfig naming every fault
  public static ServerConfig read(Map<Setting, String> flags, Map<String, String> environment) {
    Values values = new Values(flags, environment);
    ServerConfig config =
        new ServerConfig(
            values.path(Setting.DATA),
            http(values),
            journaling(values),
            database(values),
            values.number(Setting.MONTHS_KEPT, 0, 1_200),
            new Mode(
                values.flag(Setting.DEMO),
                values.read(Setting.KNOWN_BAD, KnownBad.NONE, KnownBad::of)));
    if (!values.faults().isEmpty()) {
      throw new FaultyConfig(values.faults());
    }
    return config;
  }

  /// Every setting in one line, for the log.
  public String summary() {
    return "data=%s host=%s port=%d demo=%s database=%s months-kept=%d known-bad=%s %s"
        .formatted(
            data,
            http.host(),
            http.port(),
            mode.demo(),
            database.map(DatabaseConfig::toString).orElse("embedded"),
            monthsKept,
            mode.knownBad().broken().orElse("none"),
            journal.summary());
  }

  private static HttpConfig http(Values values) {
    HttpConfig standard = HttpConfig.standard(values.number(Setting.PORT, 0, 65_535));
    return new HttpConfig(
        values.text(Setting.HOST),
        standard.port(),
        standard.eventLoops(),
        standard.limits(),
        standard.idle(),
        standard.grace());
  }

  private static Journaling journaling(Values values) {
    return new Journaling(
        values.number(Setting.JOURNAL_SEGMENT_MIB, 1, 1_024) << 20,
        (long) values.number(Setting.JOURNAL_RESERVE_MIB, 0, 1 << 20) << 20,
        Duration.ofHours(values.number(Setting.JOURNAL_RETENTION_HOURS, 0, 24 * 366)));
  }

  private static Optional<DatabaseConfig> database(Values values) {
    return values.read(
        Setting.DATABASE_URL,
        Optional.empty(),
        url ->
            url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    DatabaseUrl.parse(url)
                        .config(
                            values.text(Setting.DATABASE_USER),
                            values.text(Setting.DATABASE_PASSWORD))));
  }
}
