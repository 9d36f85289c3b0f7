package dev.holdfast.server;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineConfig;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Journal;
import dev.holdfast.server.access.KeyReaders;
import dev.holdfast.server.console.ConsoleConfig;
import dev.holdfast.server.health.HealthConfig;
import dev.holdfast.server.http.TestDoor;
import dev.holdfast.server.ingest.ApiKey;
import dev.holdfast.server.ingest.Ingest;
import dev.holdfast.server.ingest.IngestConfig;
import dev.holdfast.server.ingest.KeyRing;
import dev.holdfast.server.ingest.Keys;
import dev.holdfast.signal.Uuid7;
import dev.holdfast.testkit.FaultProxy;
import dev.holdfast.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A whole server on a real journal and a real PostgreSQL that can be taken away. Two tenants,
/// `one` and `two`, each with a write key, a secret key and a site; one key for the house.
public final class House implements AutoCloseable {
  public static final String HOUSE_KEY = "sk_house";
  private static final FileJournalConfig SMALL =
      FileJournalConfig.defaults()
          .withSizes(new FileJournalConfig.Sizes(8 << 20, 4 << 20, 64 << 20, 0));

  private final TestDatabase database = TestDatabase.fresh();
  private final FaultProxy wire = FaultProxy.to(port(database));
  private final SplittableRandom random = new SplittableRandom(1);
  private final Journal journal;
  private final Engine engine;
  private final Front front;
  private final TestDoor door;

  private House(Path folder, @Nullable String demoTenant) {
    InstantSource clock = InstantSource.system();
    journal = FileJournal.open(folder, SMALL);
    engine =
        Engine.start(
            EngineConfig.of(
                DatabaseConfig.of(
                    database.jdbcUrl().replace(":" + port(database), ":" + wire.port()),
                    database.user(),
                    database.password())),
            journal,
            clock,
            random.split());
    Keys keys = new Keys(IngestConfig.STANDARD);
    keys.replace(ring());
    Ingest ingest =
        new Ingest(IngestConfig.STANDARD, journal, keys, Ingest.Hooks.NONE, clock, random.split());
    front =
        Front.open(
            new Front.Inside(
                journal, engine, ingest.counts(), new KeyReaders(keys, ApiKey.hash(HOUSE_KEY))),
            new Front.FrontConfig(
                HealthConfig.defaults(), new ConsoleConfig(demoTenant, true, ZoneOffset.UTC)),
            clock);
    door = TestDoor.open(List.of(ingest), front.routes());
  }

  public static House open(Path folder) {
    return new House(folder, null);
  }

  /// With the console open to everybody, showing the events of tenant `one`.
  public static House demo(Path folder) {
    return new House(folder, "one");
  }

  public TestDoor door() {
    return door;
  }

  /// The wire between the server and its database.
  public FaultProxy wire() {
    return wire;
  }

  /// Sends one item for a tenant and returns its id.
  public String send(String tenant, String type, String data)
      throws IOException, InterruptedException {
    UUID id = Uuid7.next(InstantSource.system(), random);
    HttpResponse<String> answer =
        door.post(
            "/api/sync",
            "{\"events\":[{\"id\":\"%s\",\"type\":\"%s\",\"data\":%s}]}".formatted(id, type, data),
            "Authorization",
            "Bearer pk_" + tenant,
            "X-Correlation-Id",
            "corr-" + tenant);
    if (answer.statusCode() != 202 || !answer.body().contains("\"ack\":[\"" + id)) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return id.toString();
  }

  /// Reads with a secret key.
  public HttpResponse<String> read(String path, String key)
      throws IOException, InterruptedException {
    return door.get(path, "Authorization", "Bearer " + key);
  }

  @Override
  public void close() {
    front.close();
    door.close();
    engine.close();
    journal.close();
    wire.close();
    database.close();
  }

  private static KeyRing ring() {
    return KeyRing.of(
        List.of(
            key("house", HOUSE_KEY, "house", ApiKey.Kind.SECRET),
            key("one-write", "pk_one", "one", ApiKey.Kind.WRITE),
            key("one-secret", "sk_one", "one", ApiKey.Kind.SECRET),
            key("two-write", "pk_two", "two", ApiKey.Kind.WRITE),
            key("two-secret", "sk_two", "two", ApiKey.Kind.SECRET)));
  }

  private static ApiKey key(String id, String secret, String tenant, ApiKey.Kind kind) {
    return new ApiKey(
        id,
        ApiKey.hash(secret),
        new ApiKey.Owner(tenant, tenant + "-shop"),
        kind,
        List.of("*"),
        ApiKey.Rate.WIDE);
  }

  private static int port(TestDatabase database) {
    return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
  }
}
