package dev.holdfast.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A journal in a process of its own, that can be killed. Says `sequence text` for each append only
/// after it was acknowledged, `REFUSED word` for each that was refused.
final class ChildJournal implements AutoCloseable {
  private static final int SEGMENT_BYTES = 64 * 1024;
  private static final int APPENDERS = 8;

  private final Process process;
  private final BufferedReader lines;

  private ChildJournal(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static FileJournalConfig config() {
    return Configs.small(SEGMENT_BYTES);
  }

  /// Starts one that appends until it is killed.
  ///
  /// @param prelude shell words in front of the command, for limits
  static ChildJournal start(Path directory, String name, String prelude) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "%s exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp '%s' %s '%s' '%s'"
            .formatted(
                prelude,
                java,
                System.getProperty("java.class.path"),
                ChildJournal.class.getName(),
                directory,
                name);
    return new ChildJournal(
        new ProcessBuilder("bash", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// What it says next; null at its end.
  @Nullable String line() throws IOException {
    return lines.readLine();
  }

  /// Kills it with -9; answers everything it still said before.
  List<String> kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own method would drop what it still said
    process.waitFor();
    List<String> rest = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      rest.add(line);
    }
    return rest;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    lines.close();
  }

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path directory = Path.of(arguments[0]);
    try (FileJournal journal = FileJournal.open(directory, config())) {
      out.println("OPEN " + journal.status().state());
      List<Thread> appenders = new ArrayList<>();
      for (int i = 0; i < APPENDERS; i++) {
        String name = arguments[1] + "-" + i;
        appenders.add(Thread.startVirtualThread(() -> append(journal, name, out)));
      }
      for (Thread appender : appenders) {
        appender.join();
      }
    }
  }

  private static void append(FileJournal journal, String name, PrintStream out) {
    for (int i = 0; !out.checkError(); i++) { // until the reader is gone
      String text = name + "-" + i + "x".repeat(i % 300);
      switch (journal.append(List.of(Items.entry(1, text))).join()) {
        case Appended.Durable durable -> out.println(durable.first() + " " + text);
        case Appended.Refused refused -> out.println("REFUSED " + refused.refusal());
        case Appended.Indeterminate _ -> out.println("IN DOUBT");
      }
    }
  }
}
