package dev.holdfast.drill.load;

import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.time.Patience;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator.SplittableGenerator;

/// Many honest outboxes that fill at a set rate whatever the server does (open loop), and send
/// until they are empty. Safe for threads; starts at construction, stops once.
public final class Load implements Closeable {
  private static final Duration TICK = Duration.ofMillis(5);
  private static final Duration BATCH_RHYTHM = Duration.ofMillis(200);
  private static final double SINGLES_SHARE = 0.1;

  /// An outbox that is never emptied would end as a heap dump.
  private static final int HELD_MAX = 400_000;

  private final IntSupplier port;
  private final Recorder recorder;
  private final SplittableGenerator random;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong made = new AtomicLong();
  private final List<Device> batchers = new ArrayList<>();
  private final List<Device> singles = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Thread tap;
  private volatile LoadPlan plan;

  private record Device(Outbox outbox, Press press) {}

  public Load(LoadPlan plan, IntSupplier port, Recorder recorder, SplittableGenerator random) {
    this.plan = plan;
    this.port = port;
    this.recorder = recorder;
    this.random = random;
    Sender.Shared shared = new Sender.Shared(recorder, new AtomicLong(), acknowledged);
    for (int i = 0; i < plan.batchers(); i++) {
      batchers.add(startDevice(shared, plan.batchMax(), BATCH_RHYTHM));
    }
    for (int i = 0; i < plan.singles(); i++) {
      singles.add(startDevice(shared, 1, Duration.ZERO));
    }
    tap = Thread.ofVirtual().name("drill-tap").start(this::fill);
  }

  /// Changes rate, poison or weight from now on; the devices stay.
  public void change(LoadPlan changed) {
    plan = changed;
  }

  public LoadPlan plan() {
    return plan;
  }

  /// Items acknowledged so far, each once.
  public long acknowledged() {
    return acknowledged.get();
  }

  public long made() {
    return made.get();
  }

  /// Items that are still with their senders.
  public long held() {
    return devices().stream().mapToLong(device -> device.outbox().size()).sum();
  }

  /// Makes no more events and waits until the outboxes are empty; false when they were not in time.
  public boolean drain(Duration limit) throws InterruptedException {
    tap.interrupt();
    tap.join();
    return Patience.await(limit, () -> held() == 0);
  }

  @Override
  public void close() {
    tap.interrupt();
    threads.forEach(Thread::interrupt);
    try {
      tap.join();
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Device startDevice(Sender.Shared shared, int batchMax, Duration rhythm) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    UUID device =
        new UUID(
            (id.getMostSignificantBits() & ~0xF000L) | 0x4000L,
            (id.getLeastSignificantBits() >>> 2) | Long.MIN_VALUE);
    Outbox outbox = new Outbox(device);
    Sender sender = new Sender(outbox, shared, batchMax, rhythm, random.split());
    Answers answers = new Answers(text -> recorder.mark(Mark.What.BREACH, text));
    SyncClient client = new SyncClient(port, answers, plan.cutShare(), random.split());
    threads.add(Thread.ofVirtual().name("drill-sender").start(() -> sender.run(client)));
    return new Device(outbox, new Press(device, InstantSource.system(), random.split()));
  }

  /// The tap runs by the clock alone: what the server does never slows it.
  private void fill() {
    double owed = 0;
    long last = System.nanoTime();
    try {
      while (held() < HELD_MAX) {
        Patience.pause(TICK);
        long now = System.nanoTime();
        owed += plan.perSecond() * (now - last) / 1e9;
        last = now;
        for (; owed >= 1; owed--) {
          makeOne();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void makeOne() {
    List<Device> group = random.nextDouble() < SINGLES_SHARE ? singles : batchers;
    Device device = group.get(random.nextInt(group.size()));
    Kind kind = random.nextDouble() < plan.poisonShare() ? Kind.POISON : Kind.GOOD;
    device.outbox().accept(device.press().next(device.outbox().nextSeq(), kind, plan.padBytes()));
    made.incrementAndGet();
  }

  private List<Device> devices() {
    List<Device> all = new ArrayList<>(batchers);
    all.addAll(singles);
    return all;
  }
}
