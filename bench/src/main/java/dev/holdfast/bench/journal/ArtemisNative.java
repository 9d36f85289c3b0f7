package dev.holdfast.bench.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The native library of the Artemis journal: the broker ships it as a file, Maven only inside a
/// jar.
final class ArtemisNative {
  private static final String IN_JAR = "lib/linux-x86_64/libartemis-native-64.so";

  private ArtemisNative() {}

  /// Unpacks it and returns the flag that lets a JVM find it. Where there is none for this
  /// processor, the contender itself says so.
  static String unpackedInto(Path dir) {
    try (InputStream library = ArtemisNative.class.getClassLoader().getResourceAsStream(IN_JAR)) {
      Files.createDirectories(dir);
      if (library != null) {
        Files.write(dir.resolve("libartemis-native-64.so"), library.readAllBytes());
      }
      return "-Djava.library.path=" + dir;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
