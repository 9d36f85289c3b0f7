package dev.holdfast.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract on real files.
class FileJournalContractTest extends JournalContractTest {
  @TempDir Path directory;

  @Override
  protected Journal open() {
    FileJournalConfig config = FileJournalConfig.defaults();
    return FileJournal.open(
        directory, config.withSizes(config.sizes().withSegmentBytes(1 << 20).withReserveBytes(0)));
  }
}
