package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Readers beside a writer that rolls, fails and closes.
class ReaderTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
  private final FileJournal journal = disk.open(Configs.small(4096));

  @AfterEach
  void close() {
    disk.faults().heal();
    journal.close();
  }

  @Test
  void aReaderFollowsTheWriterOverManySegments() throws Exception {
    int count = 3000;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          for (int i = 1; i <= count; i++) {
            journal.append(List.of(Items.entry(1, "n" + i))).join();
          }
        });

    List<String> texts = new ArrayList<>();
    try (JournalReader reader = journal.read(1)) {
      while (texts.size() < count) {
        reader.next(100, 1 << 16, LONG).forEach(item -> texts.add(Items.text(item)));
      }
    }

    writing.join();
    for (int i = 1; i <= count; i++) {
      assertThat(texts.get(i - 1)).isEqualTo(i + ":1:n" + i);
    }
    assertThat(journal.status().segments()).isGreaterThan(5);
  }

  @Test
  void whatIsNotDurableIsNotSeen() throws Exception {
    append("durable");
    disk.faults().freeze(Faults.Call.FORCE);
    CompletableFuture<Appended> stuck = journal.append(List.of(Items.entry(1, "written only")));

    try (JournalReader reader = journal.read(1)) {
      assertThat(reader.next(10, 1 << 16, Duration.ofMillis(50))).hasSize(1);
      assertThat(reader.next(10, 1 << 16, Duration.ofMillis(50))).isEmpty();
      disk.faults().heal();
      assertThat(reader.next(10, 1 << 16, LONG)).hasSize(1);
    }
    assertThat(stuck.join()).isNotNull();
  }

  @Test
  void closingTheJournalEndsTheWait() throws Exception {
    AtomicReference<List<Item>> found = new AtomicReference<>();
    Thread reading = waitingReader(found);

    journal.close();

    assertThat(reading.join(LONG)).isTrue();
    assertThat(found.get()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaitAndHarmsNothing() throws Exception {
    AtomicReference<List<Item>> found = new AtomicReference<>();
    Thread reading = waitingReader(found);

    reading.interrupt();

    assertThat(reading.join(LONG)).isTrue();
    assertThat(found.get()).isNull();
    append("after");
    try (JournalReader reader = journal.read(1)) {
      assertThat(reader.next(1, 100, LONG)).hasSize(1);
    }
  }

  @Test
  void aDiskThatCannotBeReadIsAnErrorNotAnEnd() throws Exception {
    append("one");
    try (JournalReader reader = journal.read(1)) {
      disk.faults().failEvery(Faults.Call.READ, Faults.Fault.ERROR);

      assertThatThrownBy(() -> reader.next(1, 100, LONG)).isInstanceOf(HoldfastException.class);
      disk.faults().heal();
      assertThat(reader.next(1, 100, LONG)).extracting(Items::text).containsExactly("1:1:one");
    }
  }

  private Thread waitingReader(AtomicReference<List<Item>> found) {
    Thread reading =
        Thread.startVirtualThread(() -> {
          try (JournalReader reader = journal.read(1)) {
            found.set(reader.next(1, 100, LONG));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Waiting.until(() -> reading.getState() == Thread.State.TIMED_WAITING);
    return reading;
  }

  private void append(String text) throws Exception {
    assertThat(journal.append(List.of(Items.entry(1, text))).get())
        .isInstanceOf(Appended.Durable.class);
  }
}
