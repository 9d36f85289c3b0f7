package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every journal promises, whatever it stands on. An implementation extends this and says how
/// it is opened.
public abstract class JournalContractTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Journal journal;

  /// Opens the journal of this test; called again after a close it must find what was there.
  protected abstract Journal open();

  @BeforeEach
  void openFresh() {
    journal = open();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anAcknowledgedEntryIsReadBackAsItWas() throws Exception {
    Appended outcome = journal.append(List.of(entry(7, "one"))).get();

    assertThat(outcome).isInstanceOf(Appended.Durable.class);
    assertThat(read(1, 1)).containsExactly("1:7:one");
  }

  @Test
  void entriesOfOneAppendLieSideBySide() throws Exception {
    Appended.Durable outcome =
        (Appended.Durable)
            journal.append(List.of(entry(1, "a"), entry(2, "b"), entry(3, "c"))).get();

    assertThat(outcome.last() - outcome.first()).isEqualTo(2);
    assertThat(journal.durableThrough()).isEqualTo(outcome.last());
    assertThat(read(outcome.first(), 3)).containsExactly("1:1:a", "2:2:b", "3:3:c");
  }

  @Test
  void appendsOfOneThreadKeepTheirOrder() throws Exception {
    List<CompletableFuture<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(journal.append(List.of(entry(1, "n" + i))));
    }

    long before = 0;
    for (CompletableFuture<Appended> answer : answers) {
      Appended.Durable durable = (Appended.Durable) answer.get();
      assertThat(durable.first()).isGreaterThan(before);
      before = durable.last();
    }
  }

  @Test
  void everythingAcknowledgedIsThereAfterReopening() throws Exception {
    for (int i = 0; i < 100; i++) {
      journal.append(List.of(entry(1, "n" + i))).get();
    }
    long durable = journal.durableThrough();

    reopen();

    assertThat(journal.durableThrough()).isEqualTo(durable);
    assertThat(read(1, 100)).hasSize(100).contains("1:1:n0", "100:1:n99");
  }

  @Test
  void theIdStaysForLife() {
    var id = journal.id();

    reopen();

    assertThat(journal.id()).isEqualTo(id);
  }

  @Test
  void numbersGoOnAfterReopening() throws Exception {
    journal.append(List.of(entry(1, "before"))).get();

    reopen();
    Appended.Durable after = (Appended.Durable) journal.append(List.of(entry(1, "after"))).get();

    assertThat(after.first()).isEqualTo(2);
    assertThat(read(1, 2)).containsExactly("1:1:before", "2:1:after");
  }

  @Test
  void aReaderWaitsForWhatComes() throws Exception {
    try (JournalReader reader = journal.read(1)) {
      CompletableFuture<Appended> later =
          CompletableFuture.supplyAsync(() -> journal.append(List.of(entry(1, "late"))).join());

      List<Item> items = reader.next(10, 1000, SOON);

      assertThat(items).hasSize(1);
      assertThat(later.get()).isInstanceOf(Appended.Durable.class);
    }
  }

  @Test
  void aReaderAnswersEmptyWhenNothingComes() throws Exception {
    try (JournalReader reader = journal.read(1)) {
      assertThat(reader.next(10, 1000, Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void aReaderKeepsToItsLimits() throws Exception {
    for (int i = 0; i < 20; i++) {
      journal.append(List.of(entry(1, "0123456789"))).get();
    }

    try (JournalReader reader = journal.read(5)) {
      assertThat(reader.next(3, 1000, SOON)).extracting(Item::sequence).containsExactly(5L, 6L, 7L);
      assertThat(reader.next(10, 15, SOON)).extracting(Item::sequence).containsExactly(8L, 9L);
      assertThat(reader.next(10, 1, SOON)).extracting(Item::sequence).containsExactly(10L);
    }
  }

  @Test
  void readersStandWhereTheyLike() throws Exception {
    for (int i = 0; i < 10; i++) {
      journal.append(List.of(entry(1, "n" + i))).get();
    }

    try (JournalReader first = journal.read(1);
        JournalReader second = journal.read(9)) {
      assertThat(second.next(10, 1000, SOON)).extracting(Item::sequence).containsExactly(9L, 10L);
      assertThat(first.next(2, 1000, SOON)).extracting(Item::sequence).containsExactly(1L, 2L);
    }
  }

  @Test
  void emptyAndLargePayloadsAreKept() throws Exception {
    String large = "x".repeat(300_000);

    journal.append(List.of(entry(1, ""), entry(255, large))).get();

    assertThat(read(1, 2)).containsExactly("1:1:", "2:255:" + large);
  }

  @Test
  void aPayloadIsTakenFromItsPositionToItsLimit() throws Exception {
    ByteBuffer payload =
        ByteBuffer.wrap("__middle__".getBytes(StandardCharsets.UTF_8)).position(2).limit(8);

    journal.append(List.of(new Entry(1, payload))).get();

    assertThat(read(1, 1)).containsExactly("1:1:middle");
    assertThat(payload.remaining()).isEqualTo(6);
  }

  @Test
  void anAppendOfNothingIsAMistake() {
    assertThatThrownBy(() -> journal.append(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClosedJournalRefuses() throws Exception {
    journal.close();
    journal.close();

    Appended outcome = journal.append(List.of(entry(1, "too late"))).get();

    assertThat(((Appended.Refused) outcome).refusal()).isEqualTo(Appended.Refusal.CLOSED);
    assertThat(journal.status().state()).isEqualTo(JournalStatus.State.CLOSED);
  }

  @Test
  void closingAnswersWhatIsQueued() {
    List<CompletableFuture<Appended>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(journal.append(List.of(entry(1, "n" + i))));
    }

    journal.close();

    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThat(answers).allMatch(answer -> answer.join() instanceof Appended.Durable);
  }

  private void reopen() {
    journal.close();
    journal = open();
  }

  private List<String> read(long from, int count) throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (JournalReader reader = journal.read(from)) {
      while (found.size() < count) {
        List<Item> items = reader.next(count - found.size(), 1 << 20, SOON);
        assertThat(items).isNotEmpty();
        items.forEach(item -> found.add(Items.text(item)));
      }
    }
    return found;
  }

  private static Entry entry(int kind, String text) {
    return Items.entry(kind, text);
  }
}
