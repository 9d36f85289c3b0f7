package dev.holdfast.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.db.DatabaseHealth;
import dev.holdfast.journal.JournalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final BookTotals BALANCED = new BookTotals(10, 0, 0, 10, 0, 0, 0, 0);

  private final Health health = new Health(HealthConfig.defaults());

  @Test
  void allWellIsOperational() {
    HealthReport report = health.judge(NOON, journal("OPEN", 0), up(), BALANCED);

    assertThat(report.state()).isEqualTo(PartState.OPERATIONAL);
    assertThat(report.acknowledging()).isTrue();
    assertThat(report.parts()).allSatisfy(part -> assertThat(part.cause()).isEmpty());
  }

  @Test
  void aDatabaseThatIsDownDegradesTheHouseAndDoesNotStopAcknowledging() {
    HealthReport report = health.judge(NOON, journal("OPEN", 0), down(500), BALANCED);

    assertThat(report.state()).isEqualTo(PartState.DEGRADED);
    assertThat(report.acknowledging()).isTrue();
    assertThat(report.part(PartName.DATABASE).state()).isEqualTo(PartState.DOWN);
    assertThat(report.part(PartName.DATABASE).cause()).isEqualTo("connection refused");
    assertThat(report.part(PartName.DATABASE).since()).isEqualTo(NOON.minusSeconds(30));
    assertThat(report.part(PartName.DRAIN).state()).isEqualTo(PartState.STALLED);
    assertThat(report.part(PartName.DRAIN).oldest()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aJournalThatTakesNothingIsTheStateOfTheHouse() {
    HealthReport full = health.judge(NOON, journal("FULL", 0), up(), BALANCED);
    HealthReport failed = health.judge(NOON, journal("FAILED", 0), up(), BALANCED);

    assertThat(full.state()).isEqualTo(PartState.STALLED);
    assertThat(full.acknowledging()).isFalse();
    assertThat(failed.state()).isEqualTo(PartState.DOWN);
    assertThat(failed.acknowledging()).isFalse();
  }

  @Test
  void oneUnexplainedItemBringsTheHouseDown() {
    HealthReport report =
        health.judge(NOON, journal("OPEN", 0), up(), new BookTotals(10, 0, 0, 9, 0, 0, 0, 1));

    assertThat(report.state()).isEqualTo(PartState.DOWN);
    assertThat(report.part(PartName.BOOKS).cause()).contains("1 items cannot be accounted for");
  }

  @Test
  void damageLagMissingMonthsAndStrayRowsDegrade() {
    EngineStatus behind =
        engine(database(DatabaseHealth.State.UP), EngineStatus.State.RUNNING, 5_000, 11, 1, 3);

    HealthReport report = health.judge(NOON, journal("OPEN", 2), behind, BALANCED);

    assertThat(report.state()).isEqualTo(PartState.DEGRADED);
    assertThat(report.part(PartName.JOURNAL).cause()).contains("2 entries");
    assertThat(report.part(PartName.DRAIN).nextStep())
        .isEqualTo("Clear in about 51 s at the present rate.");
    assertThat(report.part(PartName.PARTITIONS).cause()).contains("3 rows");
  }

  @Test
  void aPromiseSwitchedOffOnPurposeIsAlwaysShown() {
    Health drilled = new Health(HealthConfig.defaults().withKnownBad(List.of("gate-off")));

    HealthReport report = drilled.judge(NOON, journal("OPEN", 0), up(), BALANCED);

    assertThat(report.knownBad()).containsExactly("gate-off");
    assertThat(report.state()).isEqualTo(PartState.DEGRADED);
    assertThat(report.part(PartName.SAFEGUARDS).cause()).contains("gate-off");
  }

  @Test
  void sinceIsWhenTheStateBeganAndNotWhenItWasLookedAt() {
    health.judge(NOON, journal("OPEN", 0), up(), BALANCED);
    health.judge(NOON.plusSeconds(5), journal("FULL", 0), up(), BALANCED);

    HealthReport later = health.judge(NOON.plusSeconds(9), journal("FULL", 0), up(), BALANCED);
    HealthReport healed = health.judge(NOON.plusSeconds(11), journal("OPEN", 0), up(), BALANCED);

    assertThat(later.part(PartName.JOURNAL).since()).isEqualTo(NOON.plusSeconds(5));
    assertThat(later.part(PartName.BOOKS).since()).isEqualTo(NOON);
    assertThat(healed.part(PartName.JOURNAL).since()).isEqualTo(NOON.plusSeconds(11));
  }

  private static JournalStatus journal(String state, long damaged) {
    return new JournalStatus(
        JournalStatus.State.valueOf(state), "", 10, 10, 1, 100, 1_000, 1, damaged, 5, 9, 9, 0);
  }

  private static EngineStatus up() {
    return engine(database(DatabaseHealth.State.UP), EngineStatus.State.RUNNING, 0, 0, 3, 0);
  }

  private static EngineStatus down(long waiting) {
    return engine(
        new DatabaseHealth(DatabaseHealth.State.DOWN, NOON.minusSeconds(30), "connection refused"),
        EngineStatus.State.WAITING,
        waiting,
        30,
        3,
        0);
  }

  private static DatabaseHealth database(DatabaseHealth.State state) {
    return new DatabaseHealth(state, NOON.minusSeconds(60), "");
  }

  private static EngineStatus engine(
      DatabaseHealth database, EngineStatus.State drain, long... figures) {
    return new EngineStatus(
        database,
        new EngineStatus.Drain(drain, ""),
        10,
        figures[0],
        Duration.ofSeconds(figures[1]),
        100,
        (int) figures[2],
        figures[3],
        0,
        0,
        0,
        10,
        false);
  }
}
