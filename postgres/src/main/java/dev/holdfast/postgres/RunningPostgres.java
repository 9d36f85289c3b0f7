package dev.holdfast.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the embedded server of a data directory listens, for another process of the same machine
/// and user.
///
/// @param password masked in `toString`
public record RunningPostgres(String jdbcUrl, String user, String password) {

  /// Finds it; empty when none runs there or it does not take connections yet.
  ///
  /// @throws IOException when it runs but its password may not be read
  public static Optional<RunningPostgres> in(Path dataDirectory) throws IOException {
    Optional<PostmasterFile> file =
        PostmasterFile.read(dataDirectory).filter(it -> it.ready() && it.alive());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String password =
        Files.readString(EmbeddedPostgresConfig.in(dataDirectory).passwordFile()).strip();
    return Optional.of(
        new RunningPostgres(
            Probe.url(file.get().port(), EmbeddedPostgresConfig.DATABASE),
            EmbeddedPostgresConfig.USER,
            password));
  }

  @Override
  public String toString() {
    return "RunningPostgres[" + jdbcUrl + ", user=" + user + ", password=***]";
  }
}
