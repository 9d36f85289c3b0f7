package dev.holdfast.bench.journal;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.ChildJvm;
import dev.holdfast.bench.compare.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/// One Kafka node as a process of its own: broker and KRaft controller in one, on loopback, with
/// the heap and collector its start script gives it and every other setting as shipped.
final class KafkaBroker {
  private static final List<String> JVM =
      List.of(
          "-Xmx1G",
          "-Xms1G",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "--enable-native-access=ALL-UNNAMED");

  private final Path dir;
  private final Path config;
  private final int port;
  private Process process;

  KafkaBroker(Path dir) throws IOException, InterruptedException {
    this.dir = dir;
    Files.createDirectories(dir);
    port = Processes.freePort();
    config = Files.writeString(dir.resolve("server.properties"), properties(Processes.freePort()));
    format();
    process = start("kafka.Kafka", config.toString());
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void restart() throws IOException, InterruptedException {
    stop();
    process = start("kafka.Kafka", config.toString());
  }

  private String properties(int controllerPort) {
    Map<String, Object> settings =
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            1,
            "controller.quorum.bootstrap.servers",
            "127.0.0.1:" + controllerPort,
            "listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names",
            "CONTROLLER",
            "log.dirs",
            dir.resolve("logs").toAbsolutePath(),
            "offsets.topic.replication.factor",
            1,
            "transaction.state.log.replication.factor",
            1);
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  private void format() throws IOException, InterruptedException {
    Process tool =
        start(
            "kafka.tools.StorageTool",
            "format",
            "--standalone",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            config.toString());
    if (tool.waitFor() != 0) {
      throw new CannotRun("Kafka's storage tool failed; see " + dir.resolve("broker.log"));
    }
  }

  private Process start(String main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java().toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(args));
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("broker.log").toFile()))
            .start();
    Processes.endWithUs(started);
    return started;
  }

  void stop() throws InterruptedException {
    Processes.stop(process);
  }
}
