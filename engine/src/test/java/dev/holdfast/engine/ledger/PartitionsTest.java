package dev.holdfast.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.signal.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private Story story;
  private Partitions partitions;

  @BeforeEach
  void begin() {
    story = Story.begin();
    partitions = new Partitions(story.database());
  }

  @AfterEach
  void end() {
    story.close();
  }

  @Test
  void threeMonthsAheadAndTheLastOneAreMade() {
    assertThat(partitions.months("event"))
        .containsExactlyElementsOf(
            List.of("2026-10", "2026-11", "2026-12", "2027-01", "2027-02").stream()
                .map(YearMonth::parse)
                .toList());
    assertThat(partitions.months("session")).isEqualTo(partitions.months("event"));
    assertThat(partitions.ensure(Instant.parse(Story.NOW))).isEqualTo(3);
  }

  @Test
  void monthsAheadShrinkWhenNobodyMakesThemAndGrowWhenSomebodyDoes() {
    story.server().execute("DROP TABLE event_2027_01");

    assertThat(partitions.ensure(Instant.parse(Story.NOW))).isEqualTo(3);
    assertThat(partitions.ensure(Instant.parse("2027-03-01T00:00:00Z"))).isEqualTo(3);
    assertThat(partitions.months("event")).contains(YearMonth.parse("2027-06"));
  }

  @Test
  void theLastMillisecondOfAMonthAndTheFirstOfTheNextAreApart() {
    Sender sender = Sender.of("border");
    Instant december = Instant.parse("2026-12-01T00:00:00Z");
    Message.Signal last = sender.withClock(december.minusMillis(1));
    Message.Signal first = sender.withClock(december);

    record(last, first);

    assertThat(partitionOf(last)).isEqualTo("event_2026_11");
    assertThat(partitionOf(first)).isEqualTo("event_2026_12");
    assertThat(record(last, first).duplicates()).hasSize(2);
  }

  @Test
  void idsOfWildClocksAreKeptCountedAndRefusedTheSecondTime() {
    Sender sender = Sender.of("wild");
    Message.Signal past = sender.withClock(Instant.parse("1999-01-01T00:00:00Z"));
    Message.Signal future = sender.withClock(Instant.parse("2099-01-01T00:00:00Z"));

    record(past, future);

    assertThat(partitionOf(past)).isEqualTo("event_default");
    assertThat(partitionOf(future)).isEqualTo("event_default");
    assertThat(partitions.strayRows()).isEqualTo(2);
    assertThat(record(past, future).duplicates()).hasSize(2);
  }

  @Test
  void aMonthThatComesTrueTakesItsStraysOutOfTheDefaultPartition() {
    Message.Signal early = Sender.of("early").withClock(Instant.parse("2027-05-05T00:00:00Z"));
    record(early);

    partitions.ensure(Instant.parse("2027-04-01T00:00:00Z"));

    assertThat(partitionOf(early)).isEqualTo("event_2027_05");
    assertThat(partitions.strayRows()).isZero();
    assertThat(record(early).duplicates()).hasSize(1);
  }

  @Test
  void aDroppedMonthStillRefusesItsIdsAndShowsThem() {
    Sender sender = Sender.of("kept");
    Message.Signal old = sender.withClock(Instant.parse("2026-10-10T00:00:00Z"));
    Message.Signal fresh = sender.next();
    record(old, fresh);
    Retention retention = new Retention(story.database(), partitions);

    int dropped = retention.drop(Instant.parse("2026-12-15T00:00:00Z"), 1);

    assertThat(dropped).isEqualTo(2);
    assertThat(partitions.months("event")).doesNotContain(YearMonth.parse("2026-10"));
    assertThat(story.number("SELECT count(*) FROM event")).isEqualTo(1);
    assertThat(story.number("SELECT count(*) FROM processed_signals")).isEqualTo(2);
    assertThat(record(old, fresh).duplicates()).hasSize(2);
    assertThat(retention.drop(Instant.parse("2026-12-15T00:00:00Z"), 1)).isZero();
  }

  @Test
  void anItemThatIsLateForADroppedMonthIsRecordedOnce() {
    Sender sender = Sender.of("late");
    new Retention(story.database(), partitions).drop(Instant.parse("2026-12-15T00:00:00Z"), 1);
    Message.Signal late = sender.withClock(Instant.parse("2026-10-10T00:00:00Z"));

    assertThat(record(late).recorded()).hasSize(1);
    assertThat(record(late).duplicates()).hasSize(1);
    assertThat(story.number("SELECT count(*) FROM processed_signals")).isEqualTo(1);
  }

  /// A crash after each step of the way out, with an item arriving in the gap.
  @Test
  void retentionGoesOnAfterACrashBetweenAnyTwoSteps() {
    Sender sender = Sender.of("crash");
    Retention retention = new Retention(story.database(), partitions);
    Month october = new Month("event", YearMonth.parse("2026-10"));
    Instant day = Instant.parse("2026-10-10T00:00:00Z");
    Message.Signal before = sender.withClock(day);
    record(before);

    retention.raiseFloor(october);
    Message.Signal afterFloor = sender.withClock(day.plus(Duration.ofHours(1)));
    record(afterFloor);
    assertThat(story.number("SELECT count(*) FROM processed_signals")).isEqualTo(2);

    retention.copyIds(october);
    Message.Signal afterCopy = sender.withClock(day.plus(Duration.ofHours(2)));
    record(afterCopy);
    assertThat(story.number("SELECT count(*) FROM processed_signals")).isEqualTo(3);

    retention.drop(Instant.parse("2026-12-15T00:00:00Z"), 1);
    assertThat(story.number("SELECT count(*) FROM processed_signals")).isEqualTo(3);
    assertThat(story.number("SELECT count(*) FROM event")).isZero();
    assertThat(record(before, afterFloor, afterCopy).duplicates()).hasSize(3);
  }

  private Passed record(Message.Signal... signals) {
    List<Placed> placed = Story.placed(1, List.of(signals));
    return story
        .database()
        .transaction(Lane.DRAIN, connection -> new Gate().record(connection, placed));
  }

  private String partitionOf(Message.Signal signal) {
    return story
        .texts("SELECT tableoid::regclass::text FROM event WHERE id = ?", signal.id())
        .getFirst();
  }
}
