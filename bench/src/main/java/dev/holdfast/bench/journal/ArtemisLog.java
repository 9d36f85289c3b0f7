package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.CannotRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.ArtemisConstants;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/// The journal of ActiveMQ Artemis with the broker's default sizes: 10 MiB files, at least 2, pool
/// of 10, 490 KiB buffer, datasync on. Its timed buffer gathers appends and writes once per tick.
final class ArtemisLog implements Log {
  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES_MIN = 2;
  private static final int FILES_POOL = 10;
  private static final int COMPACT_FILES_MIN = 10;
  private static final int COMPACT_PERCENT = 30;
  private static final int AIO_MAX = 4_096;

  /// How it writes, and how long its buffer gathers.
  enum Timer {
    AIO_DEFAULT(ArtemisConstants.DEFAULT_JOURNAL_BUFFER_TIMEOUT_AIO),
    NIO_DEFAULT(ArtemisConstants.DEFAULT_JOURNAL_BUFFER_TIMEOUT_NIO),
    NIO_SMALL(200_000);

    private final int nanos;

    Timer(int nanos) {
      this.nanos = nanos;
    }
  }

  private final Path dir;
  private final Timer timer;
  private final SequentialFileFactory files;
  private final JournalImpl journal;
  private final AtomicLong ids = new AtomicLong();

  ArtemisLog(Path dir, Timer timer) throws Exception {
    this.dir = dir;
    this.timer = timer;
    files = files();
    journal = open(files, new ArrayList<>());
  }

  private SequentialFileFactory files() {
    SequentialFileFactory factory =
        switch (timer) {
          case AIO_DEFAULT -> aio();
          case NIO_DEFAULT, NIO_SMALL ->
              new NIOSequentialFileFactory(
                  dir.toFile(),
                  true,
                  ArtemisConstants.DEFAULT_JOURNAL_BUFFER_SIZE_NIO,
                  timer.nanos,
                  1,
                  false);
        };
    return factory.setDatasync(true);
  }

  private SequentialFileFactory aio() {
    if (!AIOSequentialFileFactory.isSupported(dir.toFile())) {
      throw new CannotRun(
          "needs libaio (Debian: apt-get install libaio1) and a disk with O_DIRECT");
    }
    return new AIOSequentialFileFactory(
        dir.toFile(),
        ArtemisConstants.DEFAULT_JOURNAL_BUFFER_SIZE_AIO,
        timer.nanos,
        AIO_MAX,
        false);
  }

  private JournalImpl open(SequentialFileFactory factory, List<RecordInfo> records)
      throws Exception {
    int concurrent = timer == Timer.AIO_DEFAULT ? AIO_MAX : 1;
    JournalImpl opened =
        new JournalImpl(
            FILE_BYTES,
            FILES_MIN,
            FILES_POOL,
            COMPACT_FILES_MIN,
            COMPACT_PERCENT,
            factory,
            "holdfast-bench",
            "log",
            concurrent);
    opened.start();
    opened.load(records, new ArrayList<PreparedTransactionInfo>(), null, false);
    return opened;
  }

  @Override
  public Appender appender() {
    return bytes -> journal.appendAddRecord(ids.incrementAndGet(), (byte) 1, bytes, true);
  }

  @Override
  public long found() throws Exception {
    List<RecordInfo> records = new ArrayList<>();
    SequentialFileFactory again = files();
    JournalImpl reopened = open(again, records);
    reopened.stop();
    again.stop();
    return records.size();
  }

  @Override
  public void stop() {
    journal.stop();
    files.stop();
  }
}
