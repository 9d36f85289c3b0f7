package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.Uuid7;
import dev.holdfast.testkit.Eventually;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way from a request to a row, through real processes that are killed on the way.
@Timeout(300)
class WholeWayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM event) AS events,
             (SELECT count(DISTINCT id) FROM event) AS ids,
             (SELECT count(*) FROM processed_signals) AS processed
      """;

  @TempDir private Path temp;

  @Test
  void whatWasAcknowledgedStandsInTheLedgerOnceAcrossAKill() throws Exception {
    List<UUID> ids = ids(200);
    try (HoldfastProcess first = HoldfastProcess.up(data())) {
      acknowledged(first, ids);
      first.kill();
    }

    try (HoldfastProcess second = HoldfastProcess.up(data())) {
      acknowledged(second, ids);

      Eventually.asserted(
          PATIENCE,
          () -> assertThat(second.sql(COUNTS)).isEqualTo("events,ids,processed\n200,200,200\n"));
      assertThat(second.sql("SELECT DISTINCT tenant_id, site_id, type FROM event"))
          .isEqualTo("tenant_id,site_id,type\ndemo,demo,page_view\n");
    }
  }

  @Test
  void aKilledServerLeavesNoDatabaseRunningAndAStoppedOneEndsClean() throws Exception {
    try (HoldfastProcess first = HoldfastProcess.up(data())) {
      Eventually.asserted(
          PATIENCE, () -> assertThat(first.sql("SELECT 1 AS n")).isEqualTo("n\n1\n"));
      first.kill();
      Eventually.asserted(PATIENCE, () -> assertThat(HoldfastProcess.workingIn(data())).isEmpty());
    }

    try (HoldfastProcess second = HoldfastProcess.up(data())) {
      acknowledged(second, ids(3));

      assertThat(second.stop()).isZero();

      assertThat(HoldfastProcess.workingIn(data())).isEmpty();
      assertThat(Files.readString(data().resolve("logs/postgres.log")))
          .endsWith("database system is shut down\n");
    }
  }

  @Test
  void eventsAreTakenWhileTheDatabaseIsDeadAndArriveWhenItIsBack() throws Exception {
    List<UUID> ids = ids(50);
    try (HoldfastProcess server = HoldfastProcess.up(data())) {
      Eventually.asserted(
          PATIENCE, () -> assertThat(server.sql("SELECT 1 AS n")).isEqualTo("n\n1\n"));

      HoldfastProcess.workingIn(data()).forEach(ProcessHandle::destroyForcibly);
      acknowledged(server, ids);

      Eventually.asserted(
          PATIENCE,
          () -> assertThat(server.sql(COUNTS)).isEqualTo("events,ids,processed\n50,50,50\n"));
    }
  }

  @Test
  void aSecondServerInTheSameFolderIsRefusedInOneSentence() throws Exception {
    try (HoldfastProcess server = HoldfastProcess.up(data())) {
      HoldfastProcess.Ended second =
          HoldfastProcess.run(data(), "up", "--port", "0", "--data", data().toString());

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.output()).isEmpty();
      assertThat(second.errors())
          .contains("Another Holdfast (process " + server.process().pid() + ") already runs in");
      assertThat(server.read("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theSecretKeyOfTheFirstStartReadsTheBooks() throws Exception {
    try (HoldfastProcess server = HoldfastProcess.up(data())) {
      acknowledged(server, ids(5));

      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data().resolve("keys/bootstrap"))))
          .isEqualTo("rw-------");
      Eventually.asserted(
          PATIENCE,
          () ->
              assertThat(server.read("/api/books").body())
                  .contains("\"recorded\":5")
                  .contains("\"unexplained\":0"));
    }
  }

  private Path data() {
    return temp.resolve("data");
  }

  private static List<UUID> ids(int count) {
    RandomGenerator random = RandomGenerator.getDefault();
    return Stream.generate(() -> Uuid7.next(InstantSource.system(), random)).limit(count).toList();
  }

  private static void acknowledged(HoldfastProcess server, List<UUID> ids) throws Exception {
    String events =
        ids.stream()
            .map(id -> "{\"id\":\"%s\",\"type\":\"page_view\"}".formatted(id))
            .collect(Collectors.joining(","));

    HttpResponse<String> answer = server.post("/api/sync", "{\"events\":[" + events + "]}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).contains(ids.stream().map(UUID::toString).toList());
  }
}
