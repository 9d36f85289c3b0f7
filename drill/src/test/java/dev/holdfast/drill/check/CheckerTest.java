package dev.holdfast.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The judge is judged: each planted crime must be found, counted, and nothing else seen.
class CheckerTest {
  private static final int ITEMS = 500;

  @Test
  void flawlessRunIsGreen() {
    Judgement judgement = Story.ofGoodItems(ITEMS).judged();

    assertThat(judgement.verdict()).isEqualTo(Verdict.GREEN);
    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.tally()).isEqualTo(new Tally(ITEMS, ITEMS, ITEMS, 0, 0, ITEMS, 0));
  }

  @Test
  void findsEveryLostItem() {
    Story story = Story.ofGoodItems(ITEMS).loses(3).loses(77).loses(499);

    assertOnly(story.judged(), Rule.LOST, 3);
  }

  @Test
  void itemThatWasOnlyTriedIsNotOwed() {
    Story story = Story.ofGoodItems(ITEMS);
    story.sends(600, Kind.GOOD).answers(600, Outcome.INDETERMINATE);

    Judgement judgement = story.judged();

    assertThat(judgement.count(Rule.LOST)).isZero();
    assertOnly(judgement, Rule.UNSENT, 1);
    assertThat(judgement.verdict()).isEqualTo(Verdict.ORANGE);
  }

  @Test
  void indeterminateItemMayBeThereOnce() {
    Story story = Story.ofGoodItems(ITEMS);
    story.answers(5, Outcome.INDETERMINATE);
    story.sends(600, Kind.GOOD).answers(600, Outcome.INDETERMINATE).records(600);

    Judgement judgement = story.judged();

    assertThat(judgement.count(Rule.INVENTED)).isZero();
    assertThat(judgement.count(Rule.DUPLICATED)).isZero();
  }

  @Test
  void findsItemsStuckInTheJournal() {
    Story story = Story.ofGoodItems(ITEMS).loses(8).keepsInJournal(8);

    assertOnly(story.judged(), Rule.STUCK, 1);
  }

  @Test
  void findsRowsWithTheSameIdTwice() {
    Story story = Story.ofGoodItems(ITEMS).records(10).records(10).records(11);

    assertOnly(story.judged(), Rule.DUPLICATED, 3);
  }

  @Test
  void findsTheSameEventUnderAnotherId() {
    Story story = Story.ofGoodItems(ITEMS);
    story.found.add(new Found(Place.EVENT, "fresh-id", Story.key(42), Story.hash(42)));

    assertOnly(story.judged(), Rule.DUPLICATED, 1);
  }

  @Test
  void findsItemsBothRecordedAndQuarantined() {
    Story story = Story.ofGoodItems(ITEMS).quarantines(12);

    Judgement judgement = story.judged();

    assertThat(judgement.count(Rule.DUPLICATED)).isEqualTo(1);
    assertThat(judgement.count(Rule.MISPARKED)).isEqualTo(1);
    assertThat(judgement.verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void findsRowsNobodySent() {
    Story story = Story.ofGoodItems(ITEMS);
    story.found.add(new Found(Place.EVENT, "ghost", "ghost-key", "ghost-hash"));
    story.found.add(new Found(Place.QUARANTINE, "", "", "ghost-hash"));

    assertOnly(story.judged(), Rule.INVENTED, 2);
  }

  @Test
  void findsRowsThatWereRefused() {
    Story story = Story.ofGoodItems(ITEMS);
    story.sends(600, Kind.BAD).answers(600, Outcome.REFUSED).records(600);

    Judgement judgement = story.judged();

    assertThat(judgement.count(Rule.INVENTED)).isEqualTo(1);
    assertThat(judgement.count(Rule.MISPARKED)).isEqualTo(1);
  }

  @Test
  void findsARecordedItemThatOnlyTookAnotherId() {
    Story story = Story.ofGoodItems(ITEMS).loses(20);
    story.found.add(new Found(Place.EVENT, "other", Story.key(20), Story.hash(20)));

    Judgement judgement = story.judged();

    assertThat(judgement.count(Rule.LOST)).isEqualTo(1);
    assertThat(judgement.count(Rule.INVENTED)).isEqualTo(1);
  }

  @Test
  void findsBytesThatWereChanged() {
    Story story = Story.ofGoodItems(ITEMS).loses(30);
    story.found.add(new Found(Place.EVENT, Story.id(30), Story.key(30), "other-hash"));

    assertOnly(story.judged(), Rule.ALTERED, 1);
  }

  @Test
  void poisonBelongsInQuarantineAndItsNeighboursDoNot() {
    Story story = Story.ofGoodItems(ITEMS).loses(40).quarantines(40);
    story.sends(600, Kind.POISON).answers(600, Outcome.OK).quarantines(600);
    story.sends(601, Kind.POISON).answers(601, Outcome.OK).records(601);

    assertOnly(story.judged(), Rule.MISPARKED, 2);
  }

  @Test
  void rejectedItemIsOwedToTheQuarantineWithItsBytes() {
    Story story = Story.ofGoodItems(ITEMS);
    story.sends(600, Kind.BAD).answers(600, Outcome.REJECTED);
    story.found.add(new Found(Place.QUARANTINE, "", "", Story.hash(600)));
    story.sends(601, Kind.BAD).answers(601, Outcome.REJECTED);

    assertOnly(story.judged(), Rule.LOST, 1);
  }

  @Test
  void booksThatDoNotBalanceAreRed() {
    Story story = Story.ofGoodItems(ITEMS);
    story.books(
        """
        {"accepted":501,"recorded":500,"duplicate":0,"quarantined":0,"inJournal":0,"unexplained":0}\
        """);

    assertOnly(story.judged(), Rule.BOOKS, 1);
  }

  @Test
  void booksThatCountOtherThanWhatIsThereAreRed() {
    Story story = Story.ofGoodItems(ITEMS).books(Story.books(ITEMS + 1, 0, 0));

    assertOnly(story.judged(), Rule.BOOKS, 1);
  }

  @Test
  void unexplainedItemsAreRed() {
    Story story = Story.ofGoodItems(ITEMS).books(Story.books(ITEMS, 0, 2));

    assertOnly(story.judged(), Rule.BOOKS, 1);
  }

  @Test
  void missingOrBrokenBooksAreRed() {
    assertOnly(Story.ofGoodItems(ITEMS).books(" ").judged(), Rule.BOOKS, 1);
    assertOnly(Story.ofGoodItems(ITEMS).books("{\"total\":{}}").judged(), Rule.BOOKS, 1);
    assertOnly(Story.ofGoodItems(ITEMS).books("<html>").judged(), Rule.BOOKS, 1);
  }

  @Test
  void breachOfTheContractIsRed() {
    Story story = Story.ofGoodItems(ITEMS);
    story.marks.add(new Mark(7, Mark.What.BREACH, "500 to an honest batch"));

    assertOnly(story.judged(), Rule.BREACH, 1);
    assertThat(story.judged().verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void runThatProvesNothingIsRed() {
    assertOnly(Story.ofGoodItems(99).judged(), Rule.SILENT, 1);
  }

  @Test
  void lateOrMissingRecoveryIsOrange() {
    Story story = Story.ofGoodItems(ITEMS);
    story.measures.add(Measure.of("on time", 9_999, Duration.ofSeconds(10)));
    story.measures.add(Measure.of("late", 10_001, Duration.ofSeconds(10)));
    story.measures.add(Measure.of("missing", Measure.NEVER, Duration.ofSeconds(10)));

    assertOnly(story.judged(), Rule.SLOW, 2);
    assertThat(story.judged().verdict()).isEqualTo(Verdict.ORANGE);
  }

  @Test
  void turningSendersAwayDuringAnOutageIsRed() {
    Story story = Story.ofGoodItems(4_000).faultStands(1_000, 3_000, 0.95);
    for (int i = 1_000; i < 1_100; i++) {
      int late = i;
      story.answered.removeIf(line -> line.id().equals(Story.id(late)));
      story.answered.add(new Answered(3_500, i, Story.id(i), Outcome.OK, "late"));
    }

    assertOnly(story.judged(), Rule.UNSERVED, 100);
    story.faultStands(1_000, 3_000, 0.85);
    assertThat(story.judged().verdict()).isEqualTo(Verdict.GREEN);
  }

  private static void assertOnly(Judgement judgement, Rule rule, long count) {
    assertThat(judgement.findings())
        .as("findings %s", judgement.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(rule);
          assertThat(finding.count()).isEqualTo(count);
          assertThat(finding.samples()).isNotEmpty();
        });
    assertThat(judgement.verdict()).isEqualTo(rule.verdict());
  }
}
