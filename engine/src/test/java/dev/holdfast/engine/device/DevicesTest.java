package dev.holdfast.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
  private static Story story;

  @BeforeAll
  static void begin() {
    story = Story.begin();
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void aNumberBelowTheOldestHeldThatNobodySawIsAGap() {
    Sender sender = Sender.of("gap");
    Arrival arrival = sender.arrival();

    see(batch -> {
      batch.recorded(arrival, 1);
      batch.recorded(arrival, 2);
      batch.recorded(arrival, 4);
      batch.declared(declares(arrival, 6, 6));
    });

    assertThat(figures(sender)).isEqualTo("issued=6 oldest=6 gaps=2 {[1,3),[4,5)}");

    see(batch -> batch.recorded(arrival, 3));
    see(batch -> batch.parked(arrival, 5));

    assertThat(figures(sender)).isEqualTo("issued=6 oldest=6 gaps=0 {[1,5)}");
  }

  @Test
  void whatTheOutboxSaysItEvictedIsNoGapAndItsReasonIsKept() {
    Sender sender = Sender.of("evicted");
    Arrival arrival = sender.arrival();

    see(batch -> {
      batch.recorded(arrival, 4);
      batch.declared(declares(arrival, 4, 5, new Message.Evicted(1, 3, "noise", "quota\0")));
    });

    assertThat(figures(sender)).isEqualTo("issued=4 oldest=5 gaps=0 {[4,5)}");
    assertThat(
            story.texts(
                "SELECT concat_ws('|', from_seq, to_seq, class, reason) FROM device_evicted WHERE tenant_id = 'evicted'"))
        .containsExactly("1|3|noise|quota\uFFFD");
  }

  @Test
  void nothingIsMissingWhileTheOutboxStillHoldsIt() {
    Sender sender = Sender.of("held");
    Arrival arrival = sender.arrival();

    see(batch -> {
      batch.recorded(arrival, 90);
      batch.declared(declares(arrival, 100, 1));
    });

    assertThat(figures(sender)).startsWith("issued=100 oldest=1 gaps=0");
  }

  @Test
  void anOutboxWithAThousandHolesIsFoldedAndSaysSo() {
    Sender sender = Sender.of("holes");
    Arrival arrival = sender.arrival();
    for (int round = 0; round < 10; round++) {
      int from = round * 200;
      see(batch -> {
        for (int seq = from + 2; seq <= from + 200; seq += 2) {
          batch.recorded(arrival, seq);
        }
      });
    }
    see(batch -> batch.declared(declares(arrival, 2_000, 2_001)));

    long ranges =
        one(
            sender,
            "SELECT count(*) FROM (SELECT unnest(recorded) FROM device WHERE device = ?) r");
    long blurred = one(sender, "SELECT blurred FROM device WHERE device = ?");
    long gaps = one(sender, "SELECT gaps FROM device WHERE device = ?");
    assertThat(ranges).isLessThanOrEqualTo(130);
    assertThat(blurred).isGreaterThan(0);
    assertThat(blurred + gaps).isEqualTo(1_000);
  }

  /// Numbers are recorded, parked, evicted or never seen, in any order and repeatedly: the gaps are
  /// exactly the unseen ones below what the outbox still holds.
  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105})
  void gapsAreExactlyTheNumbersThatNobodySaw(long seed) {
    Random random = new Random(seed);
    Sender sender = Sender.of("model-" + seed);
    Arrival arrival = sender.arrival();
    TreeSet<Long> seen = new TreeSet<>();
    long[] oldest = {1};
    for (int step = 0; step < 80; step++) {
      long number = 1L + random.nextInt(60);
      see(batch -> {
        switch (random.nextInt(6)) {
          case 0 -> batch.parked(arrival, number);
          case 1 -> batch.declared(evicts(arrival, number));
          case 2 -> {
            oldest[0] = Math.max(oldest[0], number);
            batch.declared(declares(arrival, 60, number));
            return;
          }
          default -> batch.recorded(arrival, number);
        }
        seen.add(number);
      });
    }

    long unseen = oldest[0] - 1 - seen.headSet(oldest[0]).size();
    assertThat(one(sender, "SELECT gaps FROM device WHERE device = ?")).isEqualTo(unseen);
    assertThat(one(sender, "SELECT blurred FROM device WHERE device = ?")).isZero();
  }

  private static Message.Declaration evicts(Arrival arrival, long number) {
    return declares(arrival, 60, 0, new Message.Evicted(number, number, "noise", "quota"));
  }

  private static Message.Declaration declares(
      Arrival arrival, long issued, long oldest, Message.Evicted... evicted) {
    return new Message.Declaration(arrival, issued, oldest, -1, -1, List.of(evicted));
  }

  private static void see(Consumer<Sightings> what) {
    Sightings sightings = new Sightings();
    what.accept(sightings);
    story
        .database()
        .transaction(
            Lane.DRAIN,
            connection -> {
              Devices.see(connection, sightings);
              return true;
            });
  }

  private static String figures(Sender sender) {
    return story
        .texts(
            "SELECT format('issued=%s oldest=%s gaps=%s %s', issued, oldest, gaps, recorded) FROM device WHERE device = ?",
            sender.device())
        .getFirst();
  }

  private static long one(Sender sender, String sql) {
    UUID device = sender.device();
    return story.number(sql, device);
  }
}
