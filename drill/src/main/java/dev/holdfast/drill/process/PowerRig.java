package dev.holdfast.drill.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A disk whose platters can be copied in an instant: ext4 in an image on XFS, where a reflink copy
/// takes milliseconds. What was not synced is not in the copy, as after a power cut. Needs root.
public final class PowerRig {
  private static final String OUTER_SIZE = "12G";
  private static final String INNER_SIZE = "3G";

  private final Path folder;
  private final Leftovers leftovers;

  private PowerRig(Path folder, Leftovers leftovers) {
    this.folder = folder;
    this.leftovers = leftovers;
  }

  /// Why there can be none on this machine; empty when there can.
  public static Optional<String> obstacle() throws InterruptedException {
    if (!Shell.isRoot()) {
      return Optional.of("needs root, to mount images of disks");
    }
    List<String> missing = Shell.missing("mkfs.xfs", "mkfs.ext4", "mount", "truncate");
    if (!missing.isEmpty()) {
      return Optional.of(
          "needs %s (Debian: apt-get install xfsprogs e2fsprogs)"
              .formatted(String.join(", ", missing)));
    }
    return Shell.run("sh", "-c", "test -e /dev/loop-control").ok()
        ? Optional.empty()
        : Optional.of("needs loop devices, and this kernel shows none");
  }

  /// Builds it below a folder; it is taken apart with the leftovers.
  public static PowerRig build(Path folder, Leftovers leftovers)
      throws IOException, InterruptedException {
    PowerRig rig = new PowerRig(folder, leftovers);
    Path outer = folder.resolve("outer.img");
    Shell.must("truncate", "-s", OUTER_SIZE, outer.toString());
    Shell.must("mkfs.xfs", "-q", "-m", "reflink=1", outer.toString());
    rig.mount(outer, rig.platters());
    Shell.must("truncate", "-s", INNER_SIZE, rig.image("live").toString());
    Shell.must("mkfs.ext4", "-q", "-F", rig.image("live").toString());
    rig.mount(rig.image("live"), rig.disk("live"));
    return rig;
  }

  /// Where the subject writes.
  public Path live() {
    return disk("live");
  }

  /// Copies the platters as they are at this instant.
  public void cut(String name) throws InterruptedException {
    Shell.must("cp", "--reflink=always", image("live").toString(), image(name).toString());
  }

  /// The machine starts again after a cut: mounts its disk, which replays the file system's own
  /// journal.
  public Path powerUp(String name) throws IOException, InterruptedException {
    mount(image(name), disk(name));
    return disk(name);
  }

  /// Lets go of a disk, and of its image.
  public void discard(String name) throws IOException, InterruptedException {
    Shell.must("umount", disk(name).toString());
    Files.delete(image(name));
  }

  private Path platters() {
    return folder.resolve("platters");
  }

  private Path image(String name) {
    return platters().resolve(name + ".img");
  }

  private Path disk(String name) {
    return folder.resolve("disk-" + name);
  }

  private void mount(Path image, Path at) throws IOException, InterruptedException {
    Files.createDirectories(at);
    Shell.must("mount", "-o", "loop", image.toString(), at.toString());
    leftovers.add(() -> Shell.run("umount", "-l", at.toString()));
  }
}
