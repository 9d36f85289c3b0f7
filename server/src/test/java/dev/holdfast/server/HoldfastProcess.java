package dev.holdfast.server;

import dev.holdfast.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Holdfast in a process of its own, as somebody outside sees it.
record HoldfastProcess(Process process, int port, Path data) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String READY = "ready http://localhost:";

  /// What a command that ends by itself came to.
  record Ended(int status, String output, String errors) {}

  /// Starts `up --demo` on a free port and waits for its ready line.
  static HoldfastProcess up(Path data) throws IOException {
    Path errors = errors(data);
    Process process = start(errors, "up", "--demo", "--port", "0", "--data", data.toString());
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException("said " + line + "; " + Files.readString(errors));
    }
    return new HoldfastProcess(process, Integer.parseInt(line.substring(READY.length())), data);
  }

  /// Runs a command to its end.
  static Ended run(Path data, String... arguments) throws IOException, InterruptedException {
    Path errors = errors(data);
    Process process = start(errors, arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return new Ended(status, output, Files.readString(errors));
  }

  String sql(String query) throws IOException, InterruptedException {
    Ended ended = run(data, "sql", "--data", data.toString(), query);
    return ended.status() == 0 ? ended.output() : ended.errors();
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Authorization", "Bearer pk_demo")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// Reads with the bootstrap key.
  HttpResponse<String> read(String path) throws IOException, InterruptedException {
    String key = Files.readString(data.resolve("keys/bootstrap"));
    return send(request(path).header("Authorization", "Bearer " + key));
  }

  /// SIGKILL: no last word.
  void kill() throws Exception {
    process.destroyForcibly();
    process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// SIGTERM; answers the exit status.
  int stop() throws Exception {
    process.destroy();
    return process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).exitValue();
  }

  /// Processes that work in the data folder: those of PostgreSQL.
  static List<ProcessHandle> workingIn(Path data) {
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, data)).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Eventually.holds("no process is left in " + data, PATIENCE, () -> workingIn(data).isEmpty());
  }

  private static Process start(Path errors, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  private static Path errors(Path data) throws IOException {
    return Files.createTempFile(data.getParent(), "errors", ".txt");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      Path cwd = Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd"));
      return cwd.startsWith(data.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
