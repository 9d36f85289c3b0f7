package dev.holdfast.drill.scenario;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.process.Leftovers;
import dev.holdfast.drill.process.OwnDatabase;
import dev.holdfast.drill.process.Ports;
import dev.holdfast.drill.process.Processes;
import dev.holdfast.drill.process.ServerProcess;
import dev.holdfast.postgres.PostmasterFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Holdfast under test: its process, its data directory, and the database it uses. Confined to
/// the thread that plays.
final class Subject {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Settings settings;
  private final Path folder;
  private final Recorder recorder;
  private final Leftovers leftovers;
  private final int port = Ports.free();
  private Path data;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable OwnDatabase ownDatabase;
  private @Nullable ServerProcess server;

  Subject(Settings settings, Path folder, Recorder recorder, Leftovers leftovers) {
    this.settings = settings;
    this.folder = folder;
    this.data = folder.resolve("data");
    this.recorder = recorder;
    this.leftovers = leftovers;
    environment.putAll(settings.environment());
    leftovers.add(this::leaveNothing);
  }

  Path data() {
    return data;
  }

  /// Everything of this run is below it.
  Path folder() {
    return folder;
  }

  /// Gives it another data directory, before it is first started.
  void moveTo(Path directory) {
    data = directory;
  }

  int port() {
    return port;
  }

  Api api() {
    return new Api(port, data());
  }

  Ledger ledger() {
    return new Ledger(this::login);
  }

  /// Gives it a database that the drill alone starts and stops, instead of the embedded one.
  OwnDatabase bringDatabase() {
    OwnDatabase database = new OwnDatabase(folder.resolve("database"));
    leftovers.add(database::close);
    database.start();
    ownDatabase = database;
    environment.put("HOLDFAST_DATABASE_URL", database.jdbcUrl());
    environment.put("HOLDFAST_DATABASE_USER", database.user());
    environment.put("HOLDFAST_DATABASE_PASSWORD", database.password());
    return database;
  }

  void environment(String name, String value) {
    environment.put(name, value);
  }

  /// Starts it and waits until it can acknowledge.
  void start(String what, Duration promise) throws InterruptedException {
    launch();
    long millis = running().awaitReady(START_MAX);
    recorder.mark(What.EVENT, what);
    recorder.measure(Measure.of(what, millis, promise));
  }

  /// Starts it without waiting.
  void launch() {
    ServerProcess.Setup setup =
        new ServerProcess.Setup(
            settings.launcher(), port, data(), folder.resolve("server.log"), environment);
    server = ServerProcess.start(setup);
  }

  /// It has said that it can acknowledge.
  boolean isReady() {
    return running().isReady();
  }

  boolean isAlive() {
    return running().isAlive();
  }

  /// Kills it without a last word.
  ///
  /// @param withDatabase the embedded database dies at the same instant, like at a reset
  void kill(boolean withDatabase) throws InterruptedException {
    List<ProcessHandle> postgres = embeddedProcesses();
    running().killHard();
    if (withDatabase) {
      Processes.signal("KILL", postgres);
    }
    recorder.mark(What.EVENT, withDatabase ? "server and database killed" : "server killed");
  }

  /// The processes of the embedded database.
  List<ProcessHandle> embeddedProcesses() {
    return Processes.workingIn(data().resolve("postgres"));
  }

  long pid() {
    return running().pid();
  }

  /// Stops it as an operator would. Anything that stays behind is a breach.
  void stop() throws InterruptedException {
    if (!running().stop()) {
      recorder.mark(What.BREACH, "SIGTERM did not stop the server");
    }
    if (!embeddedProcesses().isEmpty()) {
      recorder.mark(What.BREACH, "the stopped server left its database running");
    }
    OwnDatabase database = ownDatabase;
    if (database != null) {
      database.close();
    }
  }

  private ServerProcess running() {
    ServerProcess current = server;
    if (current == null) {
      throw new DrillException("No server was started");
    }
    return current;
  }

  private void leaveNothing() throws InterruptedException {
    ServerProcess current = server;
    if (current != null && current.isAlive()) {
      current.killHard();
    }
    List<ProcessHandle> left = Processes.workingIn(folder);
    Processes.signal("KILL", left);
    Processes.signal("KILL", Processes.workingIn(data));
  }

  private Ledger.Login login() {
    OwnDatabase database = ownDatabase;
    if (database != null) {
      return new Ledger.Login(database.jdbcUrl(), database.user(), database.password());
    }
    Path postgres = data().resolve("postgres");
    PostmasterFile file =
        PostmasterFile.read(postgres)
            .orElseThrow(() -> new DrillException("the embedded database is not running"));
    return new Ledger.Login(
        "jdbc:postgresql://127.0.0.1:" + file.port() + "/holdfast",
        "holdfast",
        password(postgres.resolveSibling("postgres.password")));
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
