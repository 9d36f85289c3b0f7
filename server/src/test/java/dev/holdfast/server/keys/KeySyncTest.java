package dev.holdfast.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineConfig;
import dev.holdfast.engine.access.ApiKey;
import dev.holdfast.engine.access.ApiKey.Kind;
import dev.holdfast.engine.access.ApiKey.Terms;
import dev.holdfast.engine.access.Site;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.server.folder.DataFolder;
import dev.holdfast.server.ingest.IngestConfig;
import dev.holdfast.server.ingest.KeyRing;
import dev.holdfast.server.ingest.Keys;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FaultProxy;
import dev.holdfast.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real ledger behind a wire that can be cut.
class KeySyncTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temp;
  private final Keys live = new Keys(IngestConfig.STANDARD);
  private DataFolder folder;
  private TestDatabase database;
  private FaultProxy wire;
  private FileJournal journal;
  private Engine engine;

  @BeforeEach
  void startEngine() {
    folder = new DataFolder(temp).make();
    database = TestDatabase.fresh();
    URI direct = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    wire = FaultProxy.to(direct.getPort());
    String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + direct.getPath();
    journal = FileJournal.open(folder.journal(), FileJournalConfig.defaults());
    engine =
        Engine.start(
            EngineConfig.of(DatabaseConfig.of(url, database.user(), database.password())),
            journal,
            InstantSource.system(),
            RandomGenerator.getDefault());
  }

  @AfterEach
  void stopEngine() {
    engine.close();
    journal.close();
    wire.close();
    database.close();
  }

  @Test
  void theFirstStartMakesASecretKeyThatOnlyItsOwnerReads() throws IOException {
    try (KeySync _ = sync(false)) {
      String secret = Files.readString(folder.bootstrapKey());

      assertThat(secret).matches("sk_[A-Za-z0-9_-]{43}");
      assertThat(live.find(secret)).isPresent();
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.bootstrapKey())))
          .isEqualTo("rw-------");
    }
    try (KeySync _ = sync(false)) {
      assertThat(live.find(Files.readString(folder.bootstrapKey()))).isPresent();
    }
  }

  @Test
  void itsOwnKeysAreGoodAtOnceAndReachTheLedgerWhenItAnswers() {
    wire.refuse();
    try (KeySync _ = sync(true)) {
      assertThat(live.find("pk_demo")).isPresent();

      wire.heal();

      awaitLedger();
      Eventually.asserted(
          PATIENCE,
          () ->
              assertThat(engine.keys().all())
                  .extracting(ApiKey::id)
                  .containsExactlyInAnyOrder("bootstrap", "demo-write"));
      assertThat(engine.keys().sites()).extracting(Site::id).contains("demo");
      assertThat(live.find("pk_demo")).isPresent();
    }
  }

  @Test
  void aKeyOfTheLedgerIsRememberedWhileTheLedgerIsAway() {
    put("shop", "write", "pk_shop");
    try (KeySync _ = sync(false)) {
      Eventually.asserted(
          PATIENCE,
          () ->
              assertThat(KeyRing.load(folder.keyCache()).orElseThrow().find("pk_shop"))
                  .isPresent());
    }
    wire.refuse();
    Keys next = new Keys(IngestConfig.STANDARD);

    try (KeySync _ =
        KeySync.start(engine.keys(), next, folder.keyCache(), OwnKeys.of(folder, false))) {
      assertThat(next.find("pk_shop")).isPresent();
    }
  }

  @Test
  void aRevokedKeyIsGoodForNothing() {
    put("shop", "write", "pk_shop");
    try (KeySync _ = sync(false)) {
      awaitGood("pk_shop");

      engine.keys().revoke("shop", "write");

      awaitBad("pk_shop");
      Eventually.asserted(() ->
          assertThat(KeyRing.load(folder.keyCache()).orElseThrow().find("pk_shop")).isEmpty());
    }
  }

  @Test
  void aRevokedBootstrapKeyStaysRevokedAcrossARestart() throws IOException {
    try (KeySync _ = sync(false)) {
      awaitKeys(1);
    }
    engine.keys().revoke("house", "bootstrap");

    try (KeySync _ = sync(false)) {
      awaitBad(Files.readString(folder.bootstrapKey()));
    }
    assertThat(engine.keys().all().getFirst().terms().revoked()).isTrue();
  }

  @Test
  void withoutTheDemoItsKeyOpensNothing() {
    try (KeySync _ = sync(true)) {
      awaitKeys(2);
    }

    try (KeySync _ = sync(false)) {
      assertThat(live.find("pk_demo")).isEmpty();
    }
  }

  @Test
  void keysOfTwoTenantsMayBearTheSameName() {
    put("shop", "write", "pk_shop");
    put("other", "write", "pk_other");

    try (KeySync _ = sync(false)) {
      awaitGood("pk_shop");
      awaitGood("pk_other");
    }
  }

  @Test
  void aDamagedCacheIsReplaced() throws IOException {
    wire.refuse();
    Files.writeString(folder.keyCache(), "{");

    try (KeySync _ = sync(true)) {
      assertThat(live.find("pk_demo")).isPresent();
      assertThat(KeyRing.load(folder.keyCache()).orElseThrow().find("pk_demo")).isPresent();
    }
  }

  private KeySync sync(boolean demo) {
    return KeySync.start(engine.keys(), live, folder.keyCache(), OwnKeys.of(folder, demo));
  }

  private void put(String tenant, String id, String secret) {
    awaitLedger();
    engine.keys().putTenant(tenant, tenant);
    engine.keys().putSite(new Site(tenant, tenant, tenant));
    String hash = dev.holdfast.server.ingest.ApiKey.hash(secret);
    engine.keys().put(new ApiKey(tenant, id, tenant, Kind.WRITE, hash, Terms.OPEN));
  }

  private void awaitGood(String secret) {
    Eventually.asserted(PATIENCE, () -> assertThat(live.find(secret)).isPresent());
  }

  private void awaitBad(String secret) {
    Eventually.asserted(PATIENCE, () -> assertThat(live.find(secret)).isEmpty());
  }

  private void awaitLedger() {
    Eventually.holds("the ledger is up", PATIENCE, () -> engine.status().database().up());
  }

  private void awaitKeys(int count) {
    awaitLedger();
    Eventually.asserted(PATIENCE, () -> assertThat(engine.keys().all()).hasSize(count));
  }
}
