package dev.holdfast.postgres;

import static dev.holdfast.postgres.Keeping.ask;
import static dev.holdfast.postgres.Keeping.awaitEnd;
import static dev.holdfast.postgres.Keeping.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deaths of the server, of its keeper, and what each leaves behind.
class SurvivalTest {
  private Keeping keeping;

  @BeforeEach
  void makeFolder() throws Exception {
    keeping = Keeping.inFreshFolder();
  }

  @AfterEach
  void removeFolder() throws Exception {
    keeping.close();
  }

  @Test
  void aKilledServerComesBackOnTheSamePortWithWhatWasCommitted() throws Exception {
    try (EmbeddedPostgres database = keeping.start()) {
      run(database, "CREATE TABLE kept AS SELECT 7 AS n");
      ProcessHandle first = ProcessHandle.of(database.status().pid()).orElseThrow();

      first.destroyForcibly();
      awaitEnd(first);
      awaitStart(database, 2);

      assertThat(database.status().pid()).isNotEqualTo(first.pid());
      assertThat(ask(database, "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void aKilledKeeperLeavesNoServerBehind() throws Exception {
    try (KeeperProcess keeper = KeeperProcess.start(keeping)) {
      keeper.process().destroyForcibly();

      awaitEnd(keeper.postmaster());
    }

    assertThat(keeping.log()).contains("received fast shutdown request");
  }

  @Test
  void anEndingKeeperStopsItsServerClean() throws Exception {
    try (KeeperProcess keeper = KeeperProcess.start(keeping)) {
      keeper.stop();

      assertThat(keeper.process().exitValue()).isZero();
      assertThat(keeper.postmaster().isAlive()).isFalse();
    }

    assertThat(keeping.log()).contains("database system is shut down");
  }

  @Test
  void aServerLeftRunningIsStoppedCleanBeforeTheNext() throws Exception {
    keeping.start().close();
    Process orphan = orphan();

    try (EmbeddedPostgres database = keeping.start()) {
      assertThat(orphan.waitFor()).isZero();
      assertThat(database.status().pid()).isNotEqualTo(orphan.pid());
    }
    assertThat(keeping.log()).doesNotContain("not properly shut down");
  }

  @Test
  void aFrozenServerLeftBehindIsKilledBeforeTheNext() throws Exception {
    keeping.start().close();
    Process orphan = orphan();
    freeze(orphan.toHandle());

    try (EmbeddedPostgres database = keeping.start(impatient())) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aFrozenServerOfOurOwnIsKilledWhenItDoesNotStopInTime() throws Exception {
    EmbeddedPostgres database = keeping.start(impatient());
    ProcessHandle server = ProcessHandle.of(database.status().pid()).orElseThrow();
    freeze(server);

    database.close();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void aNumberInThePidFileThatIsNowAStrangersDoesNotStopTheStart() throws Exception {
    keeping.start().close();
    Files.writeString(
        keeping.data().resolve("postmaster.pid"),
        ProcessHandle.current().pid()
            + "\n"
            + keeping.data()
            + "\n1\n15432\n\n127.0.0.1\n0 0\nready\n");

    try (EmbeddedPostgres database = keeping.start()) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void whatAKilledFirstStartLeftIsRemoved() throws Exception {
    Files.createDirectories(keeping.home().resolve("postgres.init123/data/base"));

    try (EmbeddedPostgres database = keeping.start()) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
      assertThat(keeping.home().resolve("postgres.init123")).doesNotExist();
    }
  }

  @Test
  void runsAsAnOrdinaryUser() throws Exception {
    assumeTrue(Keeping.root(), "everything here already runs as an ordinary user");

    try (KeeperProcess keeper = KeeperProcess.startAsNobody(keeping)) {
      assertThat(keeper.postmaster().info().user()).contains("nobody");

      keeper.process().destroyForcibly();
      awaitEnd(keeper.postmaster());
    }
  }

  @Test
  void asRootItRunsInAFolderThatIsClosedToOthers() throws Exception {
    assumeTrue(Keeping.root(), "only root steps down");
    Files.setPosixFilePermissions(keeping.home(), PosixFilePermissions.fromString("rwx------"));

    try (EmbeddedPostgres database = keeping.start()) {
      run(database, "CREATE TABLE kept AS SELECT 7 AS n");
    }
    try (EmbeddedPostgres database = keeping.start()) {
      assertThat(ask(database, "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  private EmbeddedPostgresConfig impatient() {
    EmbeddedPostgresConfig usual = keeping.config();
    return new EmbeddedPostgresConfig(
        usual.dataDirectory(),
        usual.logFile(),
        usual.settings(),
        usual.startMax(),
        Duration.ofSeconds(1));
  }

  /// A server that nothing binds to a keeper's life.
  private Process orphan() throws Exception {
    EmbeddedPostgresConfig config = keeping.config();
    Binaries binaries = Binaries.in(Supervisor.caches(config));
    RunAs bound = RunAs.owning(config.dataDirectory(), binaries.tool("postgres"));
    List<String> prefix = new ArrayList<>(bound.prefix());
    prefix.remove("--pdeathsig");
    prefix.remove("INT");
    Tools tools = new Tools(binaries, new RunAs(prefix, bound.account()));
    Process server =
        tools.serve(
            List.of("-D", config.dataDirectory().toString(), "-c", "unix_socket_directories="),
            config.logFile());
    while (PostmasterFile.read(config.dataDirectory()).filter(PostmasterFile::ready).isEmpty()) {
      assertThat(server.waitFor(Duration.ofMillis(5))).as(keeping.log()).isFalse();
    }
    return server;
  }

  private static void freeze(ProcessHandle process) throws Exception {
    Command.Ended ended =
        Command.run(List.of("kill", "-STOP", "" + process.pid()), Duration.ofSeconds(5));
    assertThat(ended.ok()).isTrue();
  }

  private static void awaitStart(EmbeddedPostgres database, int starts) {
    long end = System.nanoTime() + Keeping.PATIENCE.toNanos();
    while (database.status().starts() < starts) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
