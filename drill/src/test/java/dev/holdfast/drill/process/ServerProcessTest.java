package dev.holdfast.drill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.time.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void readyMeansThatItSaidSo() throws Exception {
    try (ServerProcess server = start("echo warming up; echo \"ready http://localhost:$4\"; cat")) {
      long millis = server.awaitReady(LIMIT);

      assertThat(millis).isBetween(0L, LIMIT.toMillis());
      assertThat(server.isReady()).isTrue();
      assertThat(server.isAlive()).isTrue();
      assertThat(folder.resolve("log")).content().contains("warming up").contains("ready");
    }
  }

  @Test
  void serverIsToldPortDataAndEnvironment() throws Exception {
    try (ServerProcess server =
        start("echo \"$1 $2 $3 $4 $5 $6 $FLAG\"; echo \"ready http://localhost:1\"; cat")) {
      server.awaitReady(LIMIT);

      assertThat(folder.resolve("log"))
          .content()
          .contains("up --demo --port 4711 --data " + folder.resolve("data") + " raised");
    }
  }

  @Test
  void serverThatEndsBeforeItIsReadyIsAnError() {
    try (ServerProcess server = start("echo sorry; exit 3")) {
      assertThatThrownBy(() -> server.awaitReady(LIMIT))
          .isInstanceOf(DrillException.class)
          .hasMessageContaining("ended before it was ready");
      assertThat(server.isReady()).isFalse();
    }
  }

  @Test
  void stopIsPolite() throws Exception {
    String polite =
        "trap 'echo goodbye; exit 0' TERM; echo \"ready http://localhost:1\";"
            + " while :; do sleep 0.05; done";
    try (ServerProcess server = start(polite)) {
      server.awaitReady(LIMIT);

      assertThat(server.stop()).isTrue();

      assertThat(server.isAlive()).isFalse();
      Path log = folder.resolve("log");
      assertThat(Patience.await(LIMIT, () -> contains(log, "goodbye"))).isTrue();
    }
  }

  @Test
  void killIsNot() throws Exception {
    String deaf =
        "trap 'echo goodbye' TERM; echo \"ready http://localhost:1\";"
            + " while :; do sleep 0.05; done";
    try (ServerProcess server = start(deaf)) {
      server.awaitReady(LIMIT);

      server.killHard();

      assertThat(server.isAlive()).isFalse();
      assertThat(folder.resolve("log")).content().doesNotContain("goodbye");
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private ServerProcess start(String script) {
    try {
      Path launcher = folder.resolve("holdfast");
      Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
      return ServerProcess.start(
          new ServerProcess.Setup(
              launcher,
              4711,
              folder.resolve("data"),
              folder.resolve("log"),
              Map.of("FLAG", "raised")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
