package dev.holdfast.server;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.Engine;
import dev.holdfast.engine.EngineConfig;
import dev.holdfast.engine.db.DatabaseConfig;
import dev.holdfast.journal.AcknowledgeBeforeSync;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.journal.Journal;
import dev.holdfast.postgres.EmbeddedPostgres;
import dev.holdfast.postgres.EmbeddedPostgresConfig;
import dev.holdfast.server.access.KeyReaders;
import dev.holdfast.server.access.Readers;
import dev.holdfast.server.config.KnownBad;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.console.ConsoleConfig;
import dev.holdfast.server.folder.DataFolder;
import dev.holdfast.server.folder.FolderLock;
import dev.holdfast.server.health.HealthConfig;
import dev.holdfast.server.http.HttpDoor;
import dev.holdfast.server.ingest.Ingest;
import dev.holdfast.server.ingest.IngestConfig;
import dev.holdfast.server.ingest.Keys;
import dev.holdfast.server.keys.KeySync;
import dev.holdfast.server.keys.OwnKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole Holdfast in one process, put together here and nowhere else.
///
/// It starts from the journal outwards and never waits for PostgreSQL; it ends the other way round:
/// first nothing more is taken and what was taken is answered, then the ledger gets a moment to
/// catch up, then everything below is closed. What is left waits in the journal for the next start.
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(2);

  private final ServerConfig config;
  private final DataFolder folder;
  private final Ending ending;
  private final InstantSource clock = InstantSource.system();
  private final SplittableGenerator random = SplittableGenerator.of("L64X128MixRandom");

  private Server(ServerConfig config, Ending ending) {
    this.config = config;
    this.folder = new DataFolder(config.data());
    this.ending = ending;
  }

  /// Starts and returns the open door, once what comes through it can be acknowledged.
  ///
  /// @throws HoldfastException when that cannot be; what was begun has then been ended
  static HttpDoor start(ServerConfig config, Ending ending) {
    try {
      return new Server(config, ending).open();
    } catch (RuntimeException e) {
      ending.close();
      throw e;
    }
  }

  private HttpDoor open() {
    LOG.info("starting {}", config.summary());
    warnOfKnownBad();
    folder.make();
    ending.remember("folder lock", FolderLock.take(folder));
    Journal journal = ending.remember("journal", journal());
    Engine engine = ending.remember("engine", engine(journal));
    Keys keys = new Keys(IngestConfig.STANDARD);
    OwnKeys own = OwnKeys.of(folder, config.mode().demo());
    ending.remember("key sync", KeySync.start(engine.keys(), keys, folder.keyCache(), own));
    ending.remember("catching up", engine, () -> CatchUp.await(engine, CATCH_UP_MAX));
    Ingest ingest = ingest(journal, engine, keys);
    Front front =
        ending.remember(
            "front",
            front(journal, engine, ingest, new KeyReaders(keys, own.bootstrap().sha256())));
    HttpDoor door =
        HttpDoor.open(config.http(), List.of(ingest), front.routes(), clock, random.split());
    ending.remember("HTTP door", door);
    // Live streams never end by themselves: the door would wait for them.
    ending.remember("live streams", front);
    return door;
  }

  private Journal journal() {
    ServerConfig.Journaling told = config.journal();
    FileJournalConfig standard = FileJournalConfig.defaults();
    FileJournal journal =
        FileJournal.open(
            folder.journal(),
            standard
                .withSizes(
                    standard
                        .sizes()
                        .withSegmentBytes(told.segmentBytes())
                        .withReserveBytes(told.reserveBytes()))
                .withRetention(told.retention()));
    return config.mode().knownBad() == KnownBad.ACK_BEFORE_FSYNC
        ? new AcknowledgeBeforeSync(journal)
        : journal;
  }

  private Engine engine(Journal journal) {
    EngineConfig told =
        EngineConfig.of(config.database().orElseGet(this::embeddedDatabase))
            .withMemory(folder.bookCache())
            .withMonthsKept(config.monthsKept())
            .withGateOff(config.mode().knownBad() == KnownBad.GATE_OFF);
    return Engine.start(told, journal, clock, random.split());
  }

  private DatabaseConfig embeddedDatabase() {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.of(
            EmbeddedPostgresConfig.in(folder.postgres()).withLogFile(folder.postgresLog()), clock);
    ending.remember("PostgreSQL", postgres).start();
    return DatabaseConfig.of(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private Ingest ingest(Journal journal, Engine engine, Keys keys) {
    return new Ingest(
        IngestConfig.STANDARD,
        journal,
        keys,
        new Ingest.Hooks(new MeasuredForecast(engine), (_, _, _) -> {}),
        clock,
        random.split());
  }

  private Front front(Journal journal, Engine engine, Ingest ingest, Readers readers) {
    return Front.open(
        new Front.Inside(journal, engine, ingest.counts(), readers),
        new Front.FrontConfig(
            HealthConfig.defaults().withKnownBad(config.mode().knownBad().words()),
            new ConsoleConfig(
                config.mode().demo() ? OwnKeys.DEMO : null,
                LOOPBACK.contains(config.http().host()),
                ZoneId.systemDefault())),
        clock);
  }

  private void warnOfKnownBad() {
    config
        .mode()
        .knownBad()
        .broken()
        .ifPresent(word ->
            LOG.warn(
                "KNOWN BAD: {} is switched on. This server breaks its promises on purpose; it"
                    + " is for the drill and never for real data.",
                word));
  }
}
