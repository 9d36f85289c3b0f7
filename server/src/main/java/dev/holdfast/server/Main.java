package dev.holdfast.server;

import dev.holdfast.HoldfastException;
import dev.holdfast.server.config.FaultyConfig;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The one program of a Holdfast: `up`, `sql`, `journal`, `help`. What goes wrong is said in one
/// sentence on standard error; standard output carries answers only.
@Command(
    name = "holdfast",
    description = "Acknowledged means durable, exactly once, and the books balance.",
    mixinStandardHelpOptions = true,
    version = "holdfast 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      SqlCommand.class,
      JournalCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command))
        .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case FaultyConfig faults -> {
        err.println("These settings cannot be used:\n" + faults.getMessage());
        yield MISUSED;
      }
      case HoldfastException expected -> {
        err.println(expected.getMessage());
        yield FAILED;
      }
      default -> throw failure;
    };
  }
}
