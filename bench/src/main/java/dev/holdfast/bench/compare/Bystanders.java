package dev.holdfast.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// How much processor time everybody else on the machine used during a run: a comparison on a busy
/// machine proves little, and the reader must know. Counts the kernel's own threads as others.
public final class Bystanders {
  private static final double NANOS_PER_TICK = 1e7;

  // Fields of proc(5): /proc/stat counts from the label, /proc/self/stat from behind the name.
  private static final int ALL_IDLE = 4;
  private static final int ALL_WAITING = 5;
  private static final int ALL_STOLEN = 8;
  private static final int SELF_FIRST = 11;
  private static final int SELF_LAST = 14;

  private final long startedNanos = System.nanoTime();
  private final double others = otherNanos();

  /// Share of all processors since this was made, 0 to 1.
  double share() {
    double span = System.nanoTime() - startedNanos;
    double all = span * Runtime.getRuntime().availableProcessors();
    return Math.clamp((otherNanos() - others) / all, 0, 1);
  }

  /// For the report.
  public String sentence() {
    long percent = Math.round(share() * 100);
    String verdict = percent > 10 ? ": TOO BUSY, the figures are indicative only" : "";
    return "Others used %d %% of the processors during the %d s of this run%s."
        .formatted(
            percent, Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds(), verdict);
  }

  private static double otherNanos() {
    try {
      return (busyTicks() - ownTicks()) * NANOS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything but idling, a hypervisor's theft included.
  private static long busyTicks() throws IOException {
    String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    String[] fields = all.split(" +", -1);
    long busy = 0;
    for (int i = 1; i <= ALL_STOLEN; i++) {
      busy += i == ALL_IDLE || i == ALL_WAITING ? 0 : Long.parseLong(fields[i]);
    }
    return busy;
  }

  /// This process and all children it has waited for, with theirs.
  static long ownTicks() throws IOException {
    String self = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ", -1);
    return Arrays.stream(fields, SELF_FIRST, SELF_LAST + 1).mapToLong(Long::parseLong).sum();
  }
}
