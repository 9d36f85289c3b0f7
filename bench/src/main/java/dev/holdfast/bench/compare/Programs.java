package dev.holdfast.bench.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Programs of the system that a comparison stands on.
public final class Programs {
  /// Debian keeps servers here and leaves them out of an ordinary user's path.
  private static final String SERVERS = "/usr/sbin";

  private Programs() {}

  /// Where the program is.
  ///
  /// @param what the program and how to install it, for the sentence when it is missing
  /// @throws CannotRun when it is not installed
  public static Path find(String name, String what) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path),
            Stream.of(SERVERS))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new CannotRun("This comparison needs " + what + "."));
  }
}
