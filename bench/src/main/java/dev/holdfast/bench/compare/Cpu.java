package dev.holdfast.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Processor time of processes, from `/proc/PID/stat`, in microseconds. The kernel counts in steps
/// of 10 ms.
public final class Cpu {
  private static final double MICROS_PER_TICK = 10_000;

  // Fields of proc(5), counted from the one behind the closing bracket of the name.
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private Cpu() {}

  /// Of this process alone, without its children.
  public static double own(ProcessHandle process) {
    List<String> fields = stat(process.pid());
    return micros(fields, USER) + micros(fields, SYSTEM);
  }

  /// Of everything below this process: its living descendants and those they have buried. Not the
  /// process itself.
  public static double below(ProcessHandle process) {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return descendants.mapToDouble(Cpu::withBuried).sum();
    }
  }

  private static double withBuried(ProcessHandle process) {
    List<String> fields = stat(process.pid());
    return micros(fields, USER)
        + micros(fields, SYSTEM)
        + micros(fields, CHILDREN_USER)
        + micros(fields, CHILDREN_SYSTEM);
  }

  private static double micros(List<String> fields, int field) {
    return fields.isEmpty() ? 0 : Long.parseLong(fields.get(field)) * MICROS_PER_TICK;
  }

  private static List<String> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Arrays.asList(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
    } catch (NoSuchFileException e) {
      // It ended between listing and reading; its parent has its time now.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
