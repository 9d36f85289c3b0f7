package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.journal.Appended;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Grade;
import dev.holdfast.server.ingest.Rig.Answer;
import dev.holdfast.signal.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In doubt 503, never 202.
class DurabilityTest {
  @TempDir private Path folder;

  @Test
  void underTheSpaceFloorEverythingIsRefusedUntilAfterTheDrain() {
    FileJournalConfig floor =
        Rig.SMALL.withSizes(Rig.SMALL.sizes().withReserveBytes(Long.MAX_VALUE / 2));
    try (Rig rig = Rig.forecasting(FileJournal.open(folder, floor), Duration.ofSeconds(40))) {
      Answer answer = rig.post(Rig.batch(Rig.event(1)));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("journal-full");
      assertThat(Long.parseLong(answer.header("retry-after"))).isBetween(40L, 80L);
      assertThat(rig.journal.durableThrough()).isZero();
      assertThat(rig.ingest.counts().refused(Refusal.JOURNAL_FULL)).isEqualTo(1);
    }
  }

  @Test
  void whenTheDiskFillsUpWhatWasAcknowledgedStaysAndNothingElseIsAcknowledged() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a small file system needs root");
    run("mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", folder.toString());
    List<String> acknowledged = new ArrayList<>();
    try {
      FileJournalConfig small =
          Rig.SMALL.withSizes(new FileJournalConfig.Sizes(2 << 20, 1 << 20, 8 << 20, 4 << 20));
      try (Rig rig = Rig.over(FileJournal.open(folder, small), IngestConfig.STANDARD)) {
        int refused = 0;
        for (int i = 0; i < 1_000 && refused < 20; i++) {
          Answer answer = rig.post(Rig.batch(bulky(i)));
          assertThat(answer.status()).isIn(202, 503);
          if (answer.status() == 202) {
            acknowledged.addAll(answer.ack());
          } else {
            assertThat(answer.header("retry-after")).isNotEmpty();
            refused++;
          }
        }
        assertThat(refused).isEqualTo(20);
        assertThat(acknowledged).isNotEmpty();
        assertThat(ids(rig)).containsAll(acknowledged);
      }
      try (Rig again = Rig.over(FileJournal.open(folder, small), IngestConfig.STANDARD)) {
        assertThat(ids(again)).containsAll(acknowledged);
      }
    } finally {
      run("umount", folder.toString());
    }
  }

  @Test
  void nobodyIsAnsweredBeforeTheJournalHasSpoken() throws Exception {
    HeldJournal held = new HeldJournal(FileJournal.open(folder, Rig.SMALL));
    try (Rig rig = Rig.over(held, IngestConfig.STANDARD)) {
      Future<Answer> answer = rig.posting(Rig.batch(Rig.event(1)));
      Future<Answer> other = rig.posting(Rig.batch(Rig.event(2)));
      CompletableFuture<Appended> first = held.next();
      CompletableFuture<Appended> second = held.next();

      assertThat(rig.journal.durableThrough()).isEqualTo(2);
      assertThat(answer.isDone() || other.isDone()).isFalse();
      assertThat(rig.ingest.counts().accepted()).isZero();
      assertThat(rig.ingest.counts().heldBytes()).isPositive();

      first.complete(new Appended.Durable(1, 1, Grade.REPLICATED));
      second.complete(new Appended.Durable(2, 2, Grade.REPLICATED));
      assertThat(answer.get().status()).isEqualTo(202);
      assertThat(answer.get().json().get("receipt").get("grade").asString())
          .isEqualTo("replicated");
      assertThat(other.get().status()).isEqualTo(202);
      assertThat(rig.ingest.counts().heldBytes()).isZero();
    }
  }

  @Test
  void whenItIsNotKnownDurableNothingIsAcknowledged() throws Exception {
    HeldJournal held = new HeldJournal(FileJournal.open(folder, Rig.SMALL));
    try (Rig rig = Rig.over(held, IngestConfig.STANDARD)) {
      Future<Answer> late = rig.posting(Rig.batch(Rig.event(1)));
      held.next().complete(new Appended.Indeterminate("The deadline of PT2S passed."));
      Future<Answer> broken = rig.posting(Rig.batch(Rig.event(2)));
      held.next().completeExceptionally(new IllegalStateException("planted by a test"));

      for (Future<Answer> each : List.of(late, broken)) {
        assertThat(each.get().status()).isEqualTo(503);
        assertThat(each.get().code()).isEqualTo("not-known-durable");
        assertThat(Long.parseLong(each.get().header("retry-after"))).isBetween(1L, 2L);
      }
      assertThat(rig.ingest.counts().accepted()).isZero();
      assertThat(rig.heard).isEmpty();
      assertThat(rig.ingest.counts().heldBytes()).isZero();
    }
  }

  @Test
  void aClosedJournalIsAnsweredAsOurTrouble() {
    try (Rig rig = Rig.in(folder)) {
      assertThat(rig.post(Rig.batch(Rig.event(1))).status()).isEqualTo(202);
      rig.journal.close();

      Answer answer = rig.post(Rig.batch(Rig.event(2)));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("journal-closed");
      assertThat(answer.header("retry-after")).isNotEmpty();
    }
  }

  private static List<String> ids(Rig rig) {
    return rig.journalled().stream()
        .map(message -> ((Message.Signal) message).id().toString())
        .toList();
  }

  private static String bulky(int n) {
    return "{\"id\":\"%s\",\"type\":\"a\",\"data\":\"%s\"}"
        .formatted(Rig.id(n), "x".repeat(60_000));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertThat(status).as(String.join(" ", command)).isZero();
  }
}
