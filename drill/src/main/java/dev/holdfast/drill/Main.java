package dev.holdfast.drill;

import picocli.CommandLine;

/// The command line of the drill.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new DrillCommand())
        .addSubcommand(new CheckCommand())
        .setExecutionExceptionHandler((failure, line, _) -> {
          line.getErr().println("drill: " + failure.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
  }
}
