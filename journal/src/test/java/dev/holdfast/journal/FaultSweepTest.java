package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every call to the disk fails in turn, the n-th for n = 1, 2, ... What was acknowledged is found
/// by the next start, after a kill and after a power cut; what was refused is not; nothing else is
/// harmed.
class FaultSweepTest {
  private static final int SEGMENT_BYTES = 2048;
  private static final int APPENDS = 16;

  /// A run in which fewer calls than this came to pass would prove little.
  private static final int CALLS_MIN = 150;

  private final Map<Long, String> acknowledged = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  @ParameterizedTest
  @EnumSource(
      value = Faults.Fault.class,
      names = {"ERROR", "FULL", "SHORT"})
  void everyCallFailsInTurn(Faults.Fault fault) throws Exception {
    long n = 0;
    boolean met = true;
    while (met) {
      n++;
      SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
      disk.faults().failCall(n, fault);

      FileJournal stillOpen = run(disk);
      met = disk.faults().met();
      SimulatedDisk cut = disk.copyUnsynced().afterPowerCut(new SplittableRandom(n));
      SimulatedDisk killed = disk.afterKill();
      stillOpen.close();
      requireAcknowledged(killed, fault + " at call " + n + ", then killed");
      requireAcknowledged(cut, fault + " at call " + n + ", then power cut");
    }
    assertThat(n).isGreaterThan(CALLS_MIN);
  }

  private FileJournal run(SimulatedDisk disk) throws Exception {
    acknowledged.clear();
    refused.clear();
    try (FileJournal journal = open(disk)) {
      append(journal, "first");
    }
    FileJournal journal = open(disk);
    append(journal, "second");
    return journal;
  }

  /// The fault comes once: whoever starts the server again succeeds.
  private static FileJournal open(SimulatedDisk disk) {
    try {
      return disk.open(Configs.small(SEGMENT_BYTES));
    } catch (HoldfastException e) {
      return disk.open(Configs.small(SEGMENT_BYTES));
    }
  }

  private void append(FileJournal journal, String round) throws Exception {
    for (int i = 0; i < APPENDS; i++) {
      List<String> texts = texts(round + i, 1 + i % 3);
      List<Entry> entries = texts.stream().map(text -> Items.entry(1, text)).toList();
      switch (journal.append(entries).get()) {
        case Appended.Durable durable -> {
          for (int k = 0; k < texts.size(); k++) {
            acknowledged.put(durable.first() + k, texts.get(k));
          }
        }
        case Appended.Refused _ -> refused.addAll(texts);
        case Appended.Indeterminate _ -> {}
      }
    }
  }

  private static List<String> texts(String name, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(name + "/" + i + "x".repeat(40 * i));
    }
    return texts;
  }

  private void requireAcknowledged(SimulatedDisk disk, String when) throws IOException {
    Map<Long, String> found = new HashMap<>();
    for (Item item : RecoveredItems.of(disk, SEGMENT_BYTES, 0)) {
      assertThat(item).as(when).isInstanceOf(Item.Stored.class);
      found.put(item.sequence(), Items.payload(((Item.Stored) item).payload()));
    }
    assertThat(found).as(when).containsAllEntriesOf(acknowledged);
    assertThat(found.values()).as(when).noneMatch(refused::contains);
  }
}
