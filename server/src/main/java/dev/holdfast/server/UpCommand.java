package dev.holdfast.server;

import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.config.Setting;
import dev.holdfast.server.http.HttpDoor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts a server, says `ready` once it can acknowledge durably, and runs until it is told to
/// stop.
@Command(
    name = "up",
    description = "Start everything: ingest, PostgreSQL, console.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Option(names = "--port", paramLabel = "PORT", description = "Port of the HTTP door (8080).")
  private @Nullable String port;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (all).")
  private @Nullable String host;

  @Option(names = "--data", paramLabel = "DIR", description = "The data folder (./data).")
  private @Nullable String data;

  @Option(names = "--demo", description = "A demo tenant, site and shop; write key pk_demo.")
  private boolean demo;

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config = ServerConfig.read(flags(), System.getenv());
    Ending ending = Ending.onSignal();
    HttpDoor door = Server.start(config, ending);
    System.out.println("ready http://localhost:" + door.port());
    ending.await();
    return 0;
  }

  private Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.PORT, port);
    put(flags, Setting.HOST, host);
    put(flags, Setting.DATA, data);
    put(flags, Setting.DEMO, demo ? "true" : null);
    return flags;
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }
}
