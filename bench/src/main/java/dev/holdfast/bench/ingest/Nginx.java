package dev.holdfast.bench.ingest;

import dev.holdfast.bench.compare.CannotRun;
import dev.holdfast.bench.compare.Cpu;
import dev.holdfast.bench.compare.Pause;
import dev.holdfast.bench.compare.Processes;
import dev.holdfast.bench.compare.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// nginx that reads a request with its body, throws it away and answers 202: no parsing, no disk.
/// The least a server can do.
final class Nginx implements Target {
  private static final Duration START_MAX = Duration.ofSeconds(10);
  private static final String CONFIG =
      """
      daemon off;
      worker_processes auto;
      pid DIR/nginx.pid;
      error_log DIR/error.log warn;
      events { worker_connections 1024; }
      http {
        access_log off;
        keepalive_requests 1000000000;
        keepalive_timeout 300s;
        client_max_body_size 2m;
        client_body_temp_path DIR/body;
        proxy_temp_path DIR/proxy;
        fastcgi_temp_path DIR/fastcgi;
        uwsgi_temp_path DIR/uwsgi;
        scgi_temp_path DIR/scgi;
        server {
          listen 127.0.0.1:PORT;
          location / { return 202; }
        }
      }
      """;

  private final int port;
  private final Process process;

  private Nginx(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static Nginx start(Path dir) throws IOException, InterruptedException {
    Path program = Programs.find("nginx", "the web server nginx (Debian: apt-get install nginx)");
    Files.createDirectories(dir);
    int port = Processes.freePort();
    Path config = Files.writeString(dir.resolve("nginx.conf"), config(dir, port));
    Process process =
        new ProcessBuilder(program.toString(), "-p", dir.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out.txt").toFile())
            .start();
    Nginx nginx = new Nginx(port, process);
    Processes.endWithUs(process);
    nginx.awaitDoor(dir);
    return nginx;
  }

  private static String config(Path dir, int port) {
    return CONFIG.replace("DIR", dir.toString()).replace("PORT", Integer.toString(port));
  }

  private void awaitDoor(Path dir) throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new CannotRun("nginx does not listen; see " + dir.resolve("error.log"));
      }
      Pause.of(Duration.ofMillis(20));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String key() {
    return "pk_demo";
  }

  @Override
  public double cpuMicros() {
    return Cpu.own(process.toHandle()) + Cpu.below(process.toHandle());
  }

  @Override
  public double databaseCpuMicros() {
    return 0;
  }

  @Override
  public void stop() throws InterruptedException {
    Processes.stop(process);
  }
}
