package dev.holdfast.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Says what a run was measured on.
public final class Machine {
  private static final int PROBE_BYTES = 4_096;
  private static final Duration PROBE = Duration.ofSeconds(2);

  private Machine() {}

  /// One or two lines: processors, memory, kernel, JDK, the disk and what it can sync, and how busy
  /// the machine was before we started.
  public static String describe(Path dir) {
    try {
      return String.format(
          Locale.ROOT,
          "machine: %d x %s, %s, Linux %s, JDK %s%ndisk:    %s, %s; load before the run %s",
          Runtime.getRuntime().availableProcessors(),
          processor(),
          memory(),
          System.getProperty("os.version"),
          Runtime.version(),
          Files.getFileStore(dir).type(),
          rawSyncRate(dir),
          load());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A sync on a memory file system costs nothing and proves nothing.
  public static void requireDisk(Path dir) {
    try {
      String type = Files.getFileStore(nearestExisting(dir)).type();
      if (type.equals("tmpfs") || type.equals("ramfs")) {
        throw new CannotRun(
            dir + " is in memory (" + type + "): choose a folder on a disk with --dir.");
      }
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new CannotRun("The folder " + dir + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static Path nearestExisting(Path dir) {
    Path parent = dir.toAbsolutePath().getParent();
    return Files.exists(dir) || parent == null ? dir : nearestExisting(parent);
  }

  private static String rawSyncRate(Path dir) throws IOException {
    List<Double> micros = new ArrayList<>();
    long end = System.nanoTime() + PROBE.toNanos();
    try (RawDisk disk = new RawDisk(dir.resolve("probe"))) {
      ByteBuffer block = ByteBuffer.allocateDirect(PROBE_BYTES);
      while (System.nanoTime() < end) {
        long before = System.nanoTime();
        disk.write(block.duplicate());
        micros.add((System.nanoTime() - before) / 1_000.0);
      }
    }
    Spread spread = Spread.of(micros);
    return String.format(
        Locale.ROOT,
        "raw 4 KiB write + fdatasync %,.0f/s, median %,.0f us, worst %,.0f us",
        micros.size() / (double) PROBE.toSeconds(),
        spread.median(),
        spread.max());
  }

  private static String processor() throws IOException {
    return valueOf(Path.of("/proc/cpuinfo"), "model name");
  }

  private static String memory() throws IOException {
    String kib = valueOf(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
    return Long.parseLong(kib) / (1 << 20) + " GiB";
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String valueOf(Path file, String key) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
