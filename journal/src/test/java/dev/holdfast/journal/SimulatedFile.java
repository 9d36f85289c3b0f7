package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/// A file of a simulated disk: what everybody sees, what the platter holds, and which sectors
/// differ.
final class SimulatedFile {
  private static final int SECTOR = RecordFormat.SECTOR_BYTES;

  private final SimulatedDisk disk;
  private final BitSet dirty = new BitSet();
  private byte[] seen = {};
  private byte[] platter = {};
  private Instant modifiedAt;
  private int syncs;

  SimulatedFile(SimulatedDisk disk) {
    this.disk = disk;
    this.modifiedAt = disk.now();
  }

  long bytes() {
    return seen.length;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  byte[] content() {
    return seen.clone();
  }

  boolean hasContent() {
    for (byte value : seen) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  /// How often a sync of it was tried.
  int syncs() {
    return syncs;
  }

  /// Changes the file behind everybody's back.
  void damage(byte[] bytes) {
    seen = bytes.clone();
    platter = bytes.clone();
  }

  SimulatedFile copy(SimulatedDisk to) {
    SimulatedFile copy = new SimulatedFile(to);
    copy.seen = seen.clone();
    copy.platter = platter.clone();
    copy.dirty.or(dirty);
    return copy;
  }

  SimulatedFile afterPowerCut(SimulatedDisk to, SplittableRandom random) {
    int length = random.nextBoolean() ? seen.length : platter.length;
    byte[] left = Arrays.copyOf(platter, length);
    for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
      if (random.nextBoolean()) {
        copySector(seen, left, sector);
      }
    }
    SimulatedFile after = new SimulatedFile(to);
    after.damage(left);
    return after;
  }

  private static void copySector(byte[] from, byte[] to, int sector) {
    int start = sector * SECTOR;
    int length = Math.min(SECTOR, Math.min(from.length, to.length) - start);
    if (length > 0) {
      System.arraycopy(from, start, to, start, length);
    }
  }

  JournalFile handle() {
    return new Handle();
  }

  private void put(ByteBuffer bytes, int length, long at) {
    int end = (int) at + length;
    if (end > seen.length) {
      seen = Arrays.copyOf(seen, end);
    }
    bytes.get(seen, (int) at, length);
    dirty.set((int) at / SECTOR, (end + SECTOR - 1) / SECTOR);
    modifiedAt = disk.now();
  }

  private void sync() {
    platter = Arrays.copyOf(platter, seen.length);
    dirty.stream().forEach(sector -> copySector(seen, platter, sector));
    dirty.clear();
  }

  private final class Handle implements JournalFile {
    private boolean closed;

    @Override
    public int write(ByteBuffer bytes, long at) throws IOException {
      Faults.Fault fault = disk.faults().meet(Faults.Call.WRITE);
      synchronized (disk) {
        int wanted = bytes.remaining();
        int length = fault == Faults.Fault.SHORT ? Math.max(1, wanted / 2) : wanted;
        long growth = Math.max(0, at + length - seen.length);
        length = (int) Math.max(0, length - Math.max(0, growth - disk.room()));
        if (fault == Faults.Fault.LIE) {
          bytes.position(bytes.limit());
          return wanted;
        }
        if (length == 0) {
          throw new IOException("No space left on device");
        }
        put(bytes, length, at);
        return length;
      }
    }

    @Override
    public int read(ByteBuffer bytes, long at) throws IOException {
      requireOpen();
      disk.faults().meet(Faults.Call.READ);
      synchronized (disk) {
        if (at >= seen.length) {
          return -1;
        }
        int length = (int) Math.min(bytes.remaining(), seen.length - at);
        bytes.put(seen, (int) at, length);
        return length;
      }
    }

    @Override
    public void force() throws IOException {
      requireOpen();
      synchronized (disk) {
        syncs++;
      }
      try {
        if (disk.faults().meet(Faults.Call.FORCE) != Faults.Fault.LIE) {
          synchronized (disk) {
            sync();
          }
        }
      } catch (IOException e) {
        synchronized (disk) {
          dirty.clear(); // as Linux does: the pages count as clean, the platter never saw them
        }
        throw e;
      }
    }

    @Override
    public void truncate(long bytes) throws IOException {
      disk.faults().meet(Faults.Call.TRUNCATE);
      synchronized (disk) {
        if (bytes < seen.length) {
          seen = Arrays.copyOf(seen, (int) bytes);
        }
      }
    }

    @Override
    public long size() throws IOException {
      disk.faults().meet(Faults.Call.SIZE);
      synchronized (disk) {
        return seen.length;
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    private void requireOpen() throws IOException {
      if (closed) {
        throw new IOException("used after close");
      }
    }
  }
}
