package dev.holdfast.drill;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where the Holdfast under test is at home.
record Home(Path folder) {
  /// From the launcher's word, else the nearest folder upwards that has a launcher.
  static Home find() {
    String said = System.getenv("HOLDFAST_HOME");
    if (said != null) {
      return new Home(Path.of(said));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("holdfast"))) {
        return new Home(at);
      }
    }
    throw new DrillException("No ./holdfast launcher here or above: start the drill through it.");
  }

  Path launcher() {
    return folder.resolve("holdfast");
  }

  Path defaultReport() {
    return folder.resolve("target").resolve("drill.html");
  }

  /// The commit, when this is a checkout and git is there.
  String build() throws InterruptedException {
    Shell.Ended described =
        Shell.run("git", "-C", folder.toString(), "describe", "--always", "--tags", "--dirty");
    return described.ok() ? described.output() : "unversioned";
  }

  /// A fresh folder that also the database's account can pass through.
  Path workFolder() throws IOException {
    Path work = Files.createTempDirectory("holdfast-drill-");
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
    return work;
  }
}
