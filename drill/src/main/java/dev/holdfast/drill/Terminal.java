package dev.holdfast.drill;

import dev.holdfast.drill.report.HardnessMap;
import dev.holdfast.drill.report.Round;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command speaks to a person.
record Terminal(PrintWriter out) {
  static Terminal of(@Nullable CommandSpec spec) {
    return new Terminal(Objects.requireNonNull(spec, "injected by picocli").commandLine().getOut());
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  // Whether there is a console when output is redirected depends on the JDK's console provider.
  @SuppressWarnings("SystemConsoleNull")
  void show(Round round) {
    Console console = System.console();
    boolean colours = console != null && console.isTerminal();
    say("");
    out.print(new HardnessMap(round, colours).text());
    out.flush();
  }
}
