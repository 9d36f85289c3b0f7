package dev.holdfast.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A keeper in a JVM of its own, to be killed or run as somebody else.
record KeeperProcess(Process process, ProcessHandle postmaster) implements AutoCloseable {
  static KeeperProcess start(Keeping keeping) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), keeping);
  }

  /// As the account `nobody`, who can read neither our home nor our Maven repository.
  static KeeperProcess startAsNobody(Keeping keeping) throws IOException {
    Path classes = keeping.home().resolve("classes");
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(copy(Path.of(entry), classes).toString());
    }
    Files.setAttribute(keeping.home(), "unix:uid", 65534);
    return start(
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
        String.join(File.pathSeparator, path),
        keeping);
  }

  private static KeeperProcess start(List<String> prefix, String classPath, Keeping keeping)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath));
    command.addAll(List.of(KeeperMain.class.getName(), keeping.data().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(keeping.home().resolve("keeper.err").toFile())
            .directory(keeping.home().toFile())
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException(Files.readString(keeping.home().resolve("keeper.err")));
    }
    long pid = Long.parseLong(line.substring("pid ".length()));
    return new KeeperProcess(process, ProcessHandle.of(pid).orElseThrow());
  }

  private static Path copy(Path entry, Path classes) throws IOException {
    Path target = classes.resolve(entry.toString().substring(1));
    if (Files.isDirectory(entry)) {
      try (var walk = Files.walk(entry)) {
        for (Path path : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
          copy(path, classes);
        }
      }
    } else if (Files.exists(entry)) {
      Files.createDirectories(target.getParent());
      Files.copy(entry, target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    }
    return target;
  }

  void stop() throws Exception {
    process.getOutputStream().close();
    Keeping.awaitEnd(process.toHandle());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
