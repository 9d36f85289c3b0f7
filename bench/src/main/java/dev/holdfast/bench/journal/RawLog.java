package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The physical limit for one appender. Keeps no log: nothing can be found again in it.
final class RawLog implements Log {
  private final RawDisk disk;
  private long written;

  RawLog(Path dir) throws IOException {
    disk = new RawDisk(dir);
  }

  @Override
  public Appender appender() {
    ByteBuffer direct = ByteBuffer.allocateDirect(1 << 16);
    return bytes -> {
      disk.write(direct.clear().put(bytes).flip());
      written++;
    };
  }

  @Override
  public long found() {
    return written;
  }

  @Override
  public void stop() throws IOException {
    disk.close();
  }
}
