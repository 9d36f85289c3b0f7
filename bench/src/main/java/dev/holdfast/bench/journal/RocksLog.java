package dev.holdfast.bench.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/// RocksDB with its default options and `sync=true`: each put returns after its write-ahead log is
/// synced. RocksDB groups concurrent writers by itself.
final class RocksLog implements Log {
  private final Path dir;
  private final Options options;
  private final WriteOptions sync;
  private final RocksDB db;
  private final AtomicLong keys = new AtomicLong();

  RocksLog(Path dir) throws RocksDBException {
    RocksDB.loadLibrary();
    this.dir = dir;
    options = new Options().setCreateIfMissing(true);
    sync = new WriteOptions().setSync(true);
    db = RocksDB.open(options, dir.toString());
  }

  @Override
  public Appender appender() {
    return bytes ->
        db.put(
            sync, ByteBuffer.allocate(Long.BYTES).putLong(keys.getAndIncrement()).array(), bytes);
  }

  @Override
  public long found() throws RocksDBException {
    long count = 0;
    try (Options reading = new Options();
        RocksDB again = RocksDB.openReadOnly(reading, dir.toString());
        RocksIterator all = again.newIterator()) {
      for (all.seekToFirst(); all.isValid(); all.next()) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void stop() {
    db.close();
    sync.close();
    options.close();
  }
}
