package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A disk that fails, hangs or fills up under an open journal.
class FailureTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
  private FileJournal journal = disk.open(Configs.small(4096));

  @AfterEach
  void close() {
    disk.faults().heal();
    journal.close();
  }

  private void reopen(FileJournalConfig config) {
    journal.close();
    journal = disk.open(config);
  }

  @Test
  void aFailedSyncIsInDoubtAndItsFileIsNeverTouchedAgain() throws Exception {
    append("before");
    String file = newestSegment();
    disk.faults().failEvery(Faults.Call.FORCE, Faults.Fault.ERROR);

    Appended outcome = append("in doubt");
    int syncs = disk.file(file).syncs();
    byte[] bytes = disk.file(file).content();
    disk.faults().heal();
    awaitState(JournalStatus.State.OPEN);

    assertThat(outcome).isInstanceOf(Appended.Indeterminate.class);
    assertThat(append("after")).isInstanceOf(Appended.Durable.class);
    assertThat(disk.file(file).syncs()).isEqualTo(syncs);
    assertThat(disk.file(file).content()).isEqualTo(bytes);
    assertThat(texts(2)).containsExactly("1:1:before", "2:1:after");
  }

  @Test
  void aFailedDiskRefusesWithACauseAndARetryAfter() throws Exception {
    disk.faults().failEvery(Faults.Call.FORCE, Faults.Fault.ERROR);
    append("in doubt");

    Appended.Refused refused = (Appended.Refused) append("refused");

    assertThat(refused.refusal()).isEqualTo(Appended.Refusal.FAILED);
    assertThat(refused.message()).contains("Input/output error");
    assertThat(refused.retryAfter()).isPositive();
    assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FAILED);
    assertThat(journal.status().cause()).contains("Input/output error");
  }

  @Test
  void aWriteThatFindsNoRoomIsTakenBack() throws Exception {
    append("before");
    disk.faults().failEvery(Faults.Call.WRITE, Faults.Fault.FULL);

    Appended.Refused refused = (Appended.Refused) append("refused");
    disk.faults().heal();
    awaitState(JournalStatus.State.OPEN);

    assertThat(refused.refusal()).isEqualTo(Appended.Refusal.FULL);
    assertThat(append("after")).isInstanceOf(Appended.Durable.class);
    assertThat(texts(2)).containsExactly("1:1:before", "2:1:after");
  }

  @Test
  void aFullDiskRefusesKeepsReadingAndHealsByItself() throws Exception {
    disk.limitFree(2 * 4096);
    long acknowledged = 0;
    Appended outcome = append("x".repeat(900));
    while (outcome instanceof Appended.Durable durable) {
      acknowledged = durable.last();
      outcome = append("x".repeat(900));
    }

    assertThat(((Appended.Refused) outcome).refusal()).isEqualTo(Appended.Refusal.FULL);
    assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FULL);
    assertThat(texts((int) acknowledged)).hasSize((int) acknowledged);
    disk.limitFree(1 << 20);
    awaitState(JournalStatus.State.OPEN);
    assertThat(append("again")).isInstanceOf(Appended.Durable.class);
  }

  @Test
  void theReserveIsLeftAlone() throws Exception {
    FileJournalConfig config = Configs.small(4096);
    reopen(config.withSizes(config.sizes().withReserveBytes(100_000)));
    disk.limitFree(100_000 + 2 * 4096);

    Appended outcome = append("x".repeat(900));
    while (outcome instanceof Appended.Durable) {
      outcome = append("x".repeat(900));
    }

    assertThat(((Appended.Refused) outcome).refusal()).isEqualTo(Appended.Refusal.FULL);
    assertThat(disk.room()).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void aJournalOnAFullDiskOpensReadsAndHeals() throws Exception {
    append("before");
    journal.close();
    disk.names().stream().filter(this::blank).forEach(this::delete);
    disk.limitFree(100);

    journal = disk.open(Configs.small(4096));

    assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FULL);
    assertThat(append("refused")).isInstanceOf(Appended.Refused.class);
    assertThat(texts(1)).containsExactly("1:1:before");
    disk.limitFree(1 << 20);
    awaitState(JournalStatus.State.OPEN);
    assertThat(append("after")).isInstanceOf(Appended.Durable.class);
  }

  @Test
  void aStuckSyncIsAnsweredByTheDeadline() throws Exception {
    reopen(Configs.small(4096).withDeadline(Duration.ofMillis(50)));
    disk.faults().freeze(Faults.Call.FORCE);

    Appended written = append("written, never synced");
    Appended queued = append("behind it");

    assertThat(written).isInstanceOf(Appended.Indeterminate.class);
    assertThat(((Appended.Refused) queued).refusal()).isEqualTo(Appended.Refusal.BUSY);
  }

  @Test
  void afterAStuckSyncTheJournalGoesOnWithoutWhatItRefused() throws Exception {
    reopen(Configs.small(4096).withDeadline(Duration.ofMillis(50)));
    disk.faults().freeze(Faults.Call.FORCE);
    append("in doubt");
    append("refused");

    disk.faults().heal();

    assertThat(append("after")).isInstanceOf(Appended.Durable.class);
    assertThat(texts(2)).containsExactly("1:1:in doubt", "2:1:after");
  }

  @Test
  void aJournalWithAStuckSyncCanBeClosed() throws Exception {
    reopen(Configs.small(4096).withDeadline(Duration.ofMillis(50)));
    disk.faults().freeze(Faults.Call.FORCE);
    CompletableFuture<Appended> answer = journal.append(List.of(Items.entry(1, "stuck")));

    journal.close();

    assertThat(answer).isDone();
    assertThat(answer.join()).isInstanceOf(Appended.Indeterminate.class);
  }

  @Test
  void theQueueInFrontOfAStuckSyncIsBounded() throws Exception {
    FileJournalConfig config = Configs.small(1 << 20).withDeadline(Duration.ofDays(1));
    reopen(config.withSizes(config.sizes().withQueueBytesMax(10_000)));
    disk.faults().freeze(Faults.Call.FORCE);
    CompletableFuture<Appended> first = journal.append(List.of(Items.entry(1, "stuck")));

    Appended.Refusal refusal = null;
    while (refusal == null) {
      CompletableFuture<Appended> next =
          journal.append(List.of(new Entry(1, ByteBuffer.allocate(1000))));
      refusal = next.isDone() ? ((Appended.Refused) next.join()).refusal() : null;
    }

    assertThat(refusal).isEqualTo(Appended.Refusal.BUSY);
    assertThat(journal.status().queuedBytes()).isLessThanOrEqualTo(10_000);
    assertThat(first).isNotDone();
  }

  @Test
  void anAppendThatCanNeverFitIsRefusedForGood() throws Exception {
    Appended outcome = append("x".repeat(5000));

    assertThat(((Appended.Refused) outcome).refusal()).isEqualTo(Appended.Refusal.TOO_LARGE);
    assertThat(append("small")).isInstanceOf(Appended.Durable.class);
  }

  private Appended append(String text) throws Exception {
    return journal
        .append(List.of(Items.entry(1, text)))
        .get(SOON.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<String> texts(int count) throws InterruptedException {
    try (JournalReader reader = journal.read(1)) {
      return reader.next(count, 1 << 20, SOON).stream().map(Items::text).toList();
    }
  }

  private String newestSegment() throws Exception {
    return SegmentName.of(journal.segments().active().number());
  }

  private void awaitState(JournalStatus.State state) {
    Waiting.until(() -> journal.status().state() == state);
  }

  private boolean blank(String name) {
    return SegmentName.number(name).isPresent() && !disk.file(name).hasContent();
  }

  private void delete(String name) {
    try {
      disk.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
