package dev.holdfast.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The unpacked server binaries: unpacked once per machine and user, then only found. Two processes
/// may unpack at the same time: one wins the rename, the other uses what is there.
record Binaries(Path folder) {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  /// Finds or makes the folder in the first of the given caches that can be written.
  static Binaries in(List<Path> caches) throws IOException {
    URL archive = archive();
    String name = "postgres-" + checksum(archive);
    for (Path cache : caches) {
      if (Files.isExecutable(cache.resolve(name).resolve("bin/postgres"))) {
        return new Binaries(cache.resolve(name));
      }
    }
    for (Path cache : caches) {
      if (writable(cache)) {
        return unpack(archive, cache.resolve(name));
      }
    }
    throw new IOException("PostgreSQL cannot be unpacked: none of " + caches + " can be written");
  }

  Path tool(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static URL archive() throws IOException {
    URL found = Binaries.class.getResource(ARCHIVE);
    if (found == null
        || !System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw new IOException(
          "There is no embedded PostgreSQL for this machine: set HOLDFAST_DATABASE_URL to one");
    }
    return found;
  }

  // The jar's own checksum of the archive: read from its index, not from its 15 MB.
  private static String checksum(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
    }
    return "unpacked";
  }

  private static boolean writable(Path cache) {
    try {
      if (!Files.exists(cache)) {
        Files.createDirectories(cache);
        openToAll(cache, true);
      }
      return Files.isWritable(cache);
    } catch (IOException e) {
      return false;
    }
  }

  private static Binaries unpack(URL archive, Path target) throws IOException {
    Path fresh = Files.createTempDirectory(target.getParent(), ".unpack");
    try {
      try (InputStream in = archive.openStream();
          TarArchiveInputStream tar =
              new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(tar, entry, fresh);
        }
      }
      openToAll(fresh, true);
      syncAll(fresh);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // Another process was faster; what it unpacked is the same.
    } finally {
      Trees.delete(fresh);
    }
    return new Binaries(target);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("archive entry " + entry.getName() + " leaves its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (needed(entry.getName())) {
      Files.createDirectories(target.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.copy(tar, target);
        openToAll(target, (entry.getMode() & 0100) != 0);
      }
    }
  }

  private static boolean needed(String name) {
    return !name.endsWith(".a") && !name.contains("/include/") && !name.contains("/pkgconfig/");
  }

  // The server may run as another user than the one who unpacked.
  private static void openToAll(Path path, boolean executable) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  // Half a binary after a power cut would be found and used for ever.
  private static void syncAll(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walk.filter(p -> !Files.isSymbolicLink(p))::iterator) {
        if (Files.isDirectory(path)) {
          openToAll(path, true);
        }
        Trees.sync(path);
      }
    }
  }
}
