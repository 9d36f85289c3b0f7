package dev.holdfast.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.db.DatabaseHealth;
import dev.holdfast.journal.JournalStatus;
import dev.holdfast.server.health.Health;
import dev.holdfast.server.health.HealthConfig;
import dev.holdfast.server.live.Intake;
import dev.holdfast.server.live.Observation;
import dev.holdfast.server.live.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final BookTotals TOTALS = new BookTotals(1_000, 5, 0, 950, 10, 5, 40, 0);

  private final Pictures pictures = new Pictures(new Words(ZoneOffset.UTC));

  @Test
  void aQuietHouseSaysThatEverythingIsAccountedFor() {
    Picture picture = pictures.of(observation(up(), EngineStatus.State.RUNNING, TOTALS));

    assertThat(picture.text("headline")).isEqualTo("Everything accepted is accounted for.");
    assertThat(picture.text("subline"))
        .isEqualTo("PostgreSQL is up since 11:59:00. 40 items wait, the oldest for 2.0 s.");
    assertThat(picture.text("books.accepted")).isEqualTo("1,005");
    assertThat(picture.text("books.unexplained")).isEqualTo("0");
    assertThat(picture.state("books")).isEqualTo("balanced");
    assertThat(picture.state("outflow")).isEqualTo("operational");
  }

  @Test
  void aDatabaseThatIsDownIsNamedWithItsCauseAndHoldsTheFlowOnly() {
    Picture picture = pictures.of(observation(down(), EngineStatus.State.WAITING, TOTALS));

    assertThat(picture.text("headline"))
        .isEqualTo("PostgreSQL is down. Events are acknowledged and wait safely in the journal.");
    assertThat(picture.text("subline"))
        .isEqualTo(
            "Since 11:59:29 (31 s): connection refused. 40 items wait, the oldest for 2.0 s.");
    assertThat(picture.state("inflow")).isEqualTo("operational");
    assertThat(picture.state("outflow")).isEqualTo("held");
    assertThat(picture.state("drain")).isEqualTo("held");
    assertThat(picture.state("database")).isEqualTo("down");
  }

  @Test
  void booksThatDoNotBalanceAreNeverCalm() {
    BookTotals missing = new BookTotals(1_000, 5, 0, 950, 10, 5, 39, 0);

    Picture picture = pictures.of(observation(up(), EngineStatus.State.RUNNING, missing));

    assertThat(picture.state("books")).isEqualTo("unbalanced");
    assertThat(picture.text("books.verdict")).contains("do not balance");
  }

  private static Observation observation(
      DatabaseHealth database, EngineStatus.State drain, BookTotals totals) {
    JournalStatus journal =
        new JournalStatus(
            JournalStatus.State.OPEN, "", 9, 9, 1, 100, 5_000_000_000L, 1, 0, 5, 9_000, 9_000, 0);
    EngineStatus engine =
        new EngineStatus(
            database,
            new EngineStatus.Drain(drain, ""),
            9,
            totals.inJournal(),
            Duration.ofSeconds(2),
            100,
            3,
            0,
            totals.quarantined(),
            totals.unexplained(),
            0,
            9,
            false);
    return new Observation(
        journal,
        engine,
        new Books(NOON, database.up(), totals, Map.of("demo", totals)),
        new Intake(3, Duration.ofMillis(2), new Intake.Outboxes(1, 4)),
        new Health(HealthConfig.defaults().withKnownBad(List.of()))
            .judge(NOON, journal, engine, totals),
        new Sample(NOON, 100, 90, 2));
  }

  private static DatabaseHealth up() {
    return new DatabaseHealth(DatabaseHealth.State.UP, NOON.minusSeconds(60), "");
  }

  private static DatabaseHealth down() {
    return new DatabaseHealth(
        DatabaseHealth.State.DOWN, NOON.minusSeconds(31), "connection refused");
  }
}
