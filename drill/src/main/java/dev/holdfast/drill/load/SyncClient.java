package dev.holdfast.drill.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends batches the way an outbox in a browser does, over a connection that it now and then cuts:
/// after the body, so that the answer is lost, or in the middle of it. Confined to one thread.
final class SyncClient implements Closeable {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final IntSupplier port;
  private final Answers answers;
  private final double cutShare;
  private final RandomGenerator random;
  private @Nullable Wire wire;

  SyncClient(IntSupplier port, Answers answers, double cutShare, RandomGenerator random) {
    this.port = port;
    this.answers = answers;
    this.cutShare = cutShare;
    this.random = random;
  }

  Reply post(String declaration, List<Item> batch) {
    byte[] request = request(declaration, batch);
    Wire to;
    try {
      to = connected();
    } catch (IOException e) {
      return new Reply.Broken("connect: " + e.getMessage(), true);
    }
    try {
      if (random.nextDouble() < cutShare) {
        return cut(to, request);
      }
      to.send(request);
      Response response = to.receive(ANSWER);
      if (response.closes()) {
        close();
      }
      return answers.read(response, batch);
    } catch (SocketTimeoutException e) {
      close();
      return new Reply.Broken("timeout", false);
    } catch (IOException | NumberFormatException e) {
      close();
      return new Reply.Broken("lost: " + e.getMessage(), false);
    }
  }

  /// Half of the cuts fall inside the request, half lose the answer.
  private Reply cut(Wire to, byte[] request) throws IOException {
    if (random.nextBoolean()) {
      to.send(request);
      close();
      return new Reply.Broken("cut after the body", false);
    }
    byte[] part = new byte[random.nextInt(request.length)];
    System.arraycopy(request, 0, part, 0, part.length);
    to.send(part);
    close();
    return new Reply.Broken("cut inside the body", false);
  }

  private Wire connected() throws IOException {
    Wire open = wire;
    if (open == null) {
      open = Wire.open(port.getAsInt());
      wire = open;
    }
    return open;
  }

  private static byte[] request(String declaration, List<Item> batch) {
    StringBuilder body = new StringBuilder(declaration);
    for (int i = 0; i < batch.size(); i++) {
      body.append(i == 0 ? "" : ",").append(batch.get(i).json());
    }
    byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        POST /api/sync HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer pk_demo\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(bytes.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(bytes, 0, request, head.length, bytes.length);
    return request;
  }

  @Override
  public void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      open.close();
    }
  }
}
