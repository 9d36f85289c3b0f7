package dev.holdfast.bench.journal;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/// Chronicle Queue with a sync after each excerpt. As shipped it never syncs; without the sync an
/// answer would stand only in the page cache.
final class ChronicleLog implements Log {
  private final Path dir;
  private final SingleChronicleQueue queue;

  ChronicleLog(Path dir) {
    this.dir = dir;
    queue = open(dir);
  }

  private static SingleChronicleQueue open(Path dir) {
    return SingleChronicleQueueBuilder.single(dir.toFile()).syncMode(SyncMode.SYNC).build();
  }

  @Override
  public Appender appender() {
    ExcerptAppender appender = queue.createAppender();
    return bytes -> {
      appender.writeBytes(out -> out.write(bytes));
      appender.sync();
    };
  }

  @Override
  public long found() {
    long count = 0;
    Bytes<byte[]> into = Bytes.allocateElasticOnHeap();
    try (SingleChronicleQueue again = open(dir);
        ExcerptTailer tailer = again.createTailer()) {
      while (tailer.readBytes(into.clear())) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void stop() {
    queue.close();
  }
}
