package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random life of a journal against a map: appends, restarts, kills, power cuts, releases, a full
/// disk, a failing disk. The map says what must be there.
class ModelTest {
  private static final int RUNS = 25;
  private static final int STEPS = 120;
  private static final FileJournalConfig CONFIG = Configs.small(4096);

  private final TreeMap<Long, String> acknowledged = new TreeMap<>();
  private SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
  private FileJournal journal = disk.open(CONFIG);
  private long released;
  private int appends;

  static List<Long> seeds() {
    long first = Long.getLong("holdfast.seed", ThreadLocalRandom.current().nextLong(1L << 32));
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      seeds.add(first + i);
    }
    return seeds;
  }

  @ParameterizedTest(name = "-Dholdfast.seed={0}")
  @MethodSource("seeds")
  void whateverHappensTheJournalAgreesWithTheMap(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);

    for (int i = 0; i < STEPS; i++) {
      step(random);
    }
    disk.faults().heal();
    disk.limitFree(1 << 20);
    restart(disk.afterKill());

    assertThat(acknowledged).as("a life with something in it").hasSizeGreaterThan(STEPS / 2);
    journal.close();
  }

  private void step(SplittableRandom random) throws Exception {
    switch (random.nextInt(12)) {
      case 0 -> {
        journal.close();
        restart(disk);
      }
      case 1 -> restart(disk.afterKill());
      case 2 -> restart(disk.afterPowerCut(random));
      case 3 -> release(random);
      case 4 -> disk.limitFree(random.nextInt(20_000));
      case 5 -> disk.limitFree(1 << 20);
      case 6 -> disk.faults().failEvery(call(random), fault(random));
      case 7, 8 -> disk.faults().heal();
      default -> append(random);
    }
  }

  private static Faults.Call call(SplittableRandom random) {
    return random.nextBoolean() ? Faults.Call.WRITE : Faults.Call.FORCE;
  }

  private static Faults.Fault fault(SplittableRandom random) {
    Faults.Fault[] faults = {Faults.Fault.ERROR, Faults.Fault.FULL, Faults.Fault.SHORT};
    return faults[random.nextInt(faults.length)];
  }

  private void append(SplittableRandom random) {
    List<List<String>> sent = new ArrayList<>();
    List<CompletableFuture<Appended>> answers = new ArrayList<>();
    for (int i = random.nextInt(20); i >= 0; i--) {
      List<String> texts = texts(random);
      sent.add(texts);
      answers.add(journal.append(texts.stream().map(text -> Items.entry(1, text)).toList()));
    }
    for (int i = 0; i < sent.size(); i++) {
      if (answers.get(i).join() instanceof Appended.Durable durable) {
        acknowledge(durable.first(), sent.get(i));
      }
    }
  }

  private List<String> texts(SplittableRandom random) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      texts.add(appends++ + "x".repeat(random.nextInt(700)));
    }
    return texts;
  }

  private void acknowledge(long first, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      assertThat(acknowledged.put(first + i, texts.get(i))).as("a number given twice").isNull();
    }
  }

  private void release(SplittableRandom random) {
    long through = random.nextLong(journal.durableThrough() + 1);
    journal.release(through);
    released = Math.max(released, through);
  }

  private void restart(SimulatedDisk next) throws Exception {
    journal.close();
    next.faults().heal();
    next.limitFree(1 << 20);
    disk = next;
    journal = disk.open(CONFIG);
    requireAgreement();
  }

  private void requireAgreement() throws InterruptedException {
    TreeMap<Long, String> found = new TreeMap<>();
    try (JournalReader reader = journal.read(1)) {
      for (List<Item> items = reader.next(50, 1 << 16, Duration.ZERO);
          !items.isEmpty();
          items = reader.next(50, 1 << 16, Duration.ZERO)) {
        for (Item item : items) {
          assertThat(item).isInstanceOf(Item.Stored.class);
          found.put(item.sequence(), Items.payload(((Item.Stored) item).payload()));
        }
      }
    }
    assertThat(found).containsAllEntriesOf(acknowledged.tailMap(released, false));
    if (!found.isEmpty()) {
      assertThat(found).hasSize((int) (found.lastKey() - found.firstKey() + 1));
    }
    assertThat(journal.status().damaged()).isZero();
  }
}
