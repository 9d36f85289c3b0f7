package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `postmaster.pid` says about the server that runs, or ran, in a data directory.
///
/// @param pid the postmaster; may long be gone, or be somebody else by now
/// @param startedAt seconds since 1970
/// @param port TCP port on loopback, 0 while the server has not said so
/// @param ready the server takes connections
public record PostmasterFile(long pid, long startedAt, int port, boolean ready) {
  private static final int PID = 0;
  private static final int STARTED = 2;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /// Reads the file; empty when there is none, or when it is being written right now.
  public static Optional<PostmasterFile> read(Path dataDirectory) {
    try {
      return parse(Files.readAllLines(dataDirectory.resolve("postmaster.pid")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Whether a process of that number lives. Only the keeper of the directory knows more.
  boolean alive() {
    return ProcessHandle.of(pid).isPresent();
  }

  private static Optional<PostmasterFile> parse(List<String> lines) {
    try {
      return lines.size() <= STARTED
          ? Optional.empty()
          : Optional.of(
              new PostmasterFile(
                  Long.parseLong(lines.get(PID).strip()),
                  Long.parseLong(lines.get(STARTED).strip()),
                  (int) number(lines, PORT),
                  lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long number(List<String> lines, int line) {
    return lines.size() > line && !lines.get(line).isBlank()
        ? Long.parseLong(lines.get(line).strip())
        : 0;
  }
}
