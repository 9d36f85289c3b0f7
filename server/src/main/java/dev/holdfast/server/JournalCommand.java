package dev.holdfast.server;

import dev.holdfast.journal.Inspection;
import dev.holdfast.journal.JournalInspector;
import dev.holdfast.server.folder.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Looks into a journal without changing it, also beside a running server.
@Command(
    name = "journal",
    description = "Look into a journal.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand {
  private static final int HEALTHY = 0;
  private static final int DAMAGED = 1;

  @Command(
      name = "inspect",
      description = "What a journal holds and whether all of it is sound; exit status 1 when not.",
      mixinStandardHelpOptions = true)
  int inspect(
      @Parameters(paramLabel = "DIR", description = "A journal, or a server's data folder.")
          Path directory) {
    Path inFolder = new DataFolder(directory).journal();
    Inspection inspection =
        JournalInspector.inspect(Files.isDirectory(inFolder) ? inFolder : directory);
    System.out.print(inspection.text());
    return inspection.isHealthy() ? HEALTHY : DAMAGED;
  }
}
