package dev.holdfast.bench.journal;

import dev.holdfast.journal.Appended;
import dev.holdfast.journal.Entry;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.JournalReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Holdfast's file journal with its default settings; an append that is not answered as durable is
/// a failure of the run.
final class HoldfastLog implements Log {
  private static final int KIND = 1;
  private static final int ITEMS_MAX = 10_000;
  private static final int BYTES_MAX = 4 << 20;

  private final Path dir;
  private final FileJournal journal;

  HoldfastLog(Path dir) {
    this.dir = dir;
    journal = FileJournal.open(dir, FileJournalConfig.defaults());
  }

  @Override
  public Appender appender() {
    return bytes -> {
      Appended answer = journal.append(List.of(new Entry(KIND, ByteBuffer.wrap(bytes)))).get();
      switch (answer) {
        case Appended.Durable _ -> {}
        case Appended.Refused _, Appended.Indeterminate _ ->
            throw new IllegalStateException("not durable: " + answer);
      }
    };
  }

  @Override
  public void stop() {
    journal.close();
  }

  @Override
  public long found() throws InterruptedException {
    long count = 0;
    try (FileJournal again = FileJournal.open(dir, FileJournalConfig.defaults());
        JournalReader reader = again.read(1)) {
      List<Item> items = reader.next(ITEMS_MAX, BYTES_MAX, Duration.ZERO);
      while (!items.isEmpty()) {
        count += items.stream().filter(item -> item instanceof Item.Stored).count();
        items = reader.next(ITEMS_MAX, BYTES_MAX, Duration.ZERO);
      }
    }
    return count;
  }
}
