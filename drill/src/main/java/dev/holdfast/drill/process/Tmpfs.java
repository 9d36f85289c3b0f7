package dev.holdfast.drill.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small file system in memory, to be filled to the last byte. Needs root.
public final class Tmpfs {
  private static final int BLOCK = 1 << 16;

  private final Path folder;

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /// Mounts one; it is unmounted with the leftovers.
  public static Tmpfs mount(Path folder, int megabytes, Leftovers leftovers)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Shell.must("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    leftovers.add(() -> Shell.must("umount", "-l", folder.toString()));
    return new Tmpfs(folder);
  }

  /// What another program does to a disk: takes all but so much of what is free.
  public void fill(long leaveBytes) throws IOException {
    long take = folder.toFile().getUsableSpace() - leaveBytes;
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      for (long written = 0; written < take; written += BLOCK) {
        out.write(block, 0, (int) Math.min(BLOCK, take - written));
      }
    }
  }

  /// The other program cleans up.
  public void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast-of-another-program");
  }
}
