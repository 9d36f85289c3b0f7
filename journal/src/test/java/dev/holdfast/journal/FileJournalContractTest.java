package dev.holdfast.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on real files.
class FileJournalContractTest extends JournalContractTest {
  @TempDir Path directory;

  @Override
  protected Journal open() {
    return FileJournal.open(directory, Configs.small(1 << 20));
  }
}
