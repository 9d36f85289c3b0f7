package dev.holdfast.drill.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One keep-alive HTTP/1.1 connection that sends exactly the bytes it is given. Confined to one
/// thread; after an exception it is of no more use.
public final class Wire implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int ANSWER_BYTES_MAX = 64 << 20;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static Wire open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      InetAddress loopback = InetAddress.getLoopbackAddress();
      socket.connect(new InetSocketAddress(loopback, port), (int) CONNECT.toMillis());
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /// Says that nothing more will be sent.
  public void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /// Reads one answer, body and all.
  ///
  /// @param limit for the whole of it, however slowly it drips
  public Response receive(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    String status = line(deadline);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(deadline); !line.isEmpty(); line = line(deadline)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    String[] words = status.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new ProtocolException("no HTTP answer but '" + status + "'");
    }
    return new Response(Integer.parseInt(words[1]), headers, body(headers, deadline));
  }

  private String body(Map<String, String> headers, long deadline) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunked(deadline);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new String(bytes(length, deadline), StandardCharsets.UTF_8);
  }

  private String chunked(long deadline) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = Integer.parseInt(line(deadline).split(";", 2)[0].strip(), 16);
    while (length > 0) {
      body.write(bytes(length, deadline));
      line(deadline);
      length = Integer.parseInt(line(deadline).split(";", 2)[0].strip(), 16);
    }
    line(deadline);
    return body.toString(StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length, long deadline) throws IOException {
    if (length < 0 || length > ANSWER_BYTES_MAX) {
      throw new ProtocolException("an answer of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    int read = 0;
    while (read < length) {
      hurry(deadline);
      int more = in.read(bytes, read, length - read);
      if (more < 0) {
        throw new EOFException("the answer's body ended early");
      }
      read += more;
    }
    return bytes;
  }

  private String line(long deadline) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      hurry(deadline);
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended before the answer did");
      }
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(b);
    }
  }

  private void hurry(long deadline) throws IOException {
    if (in.available() > 0) {
      return;
    }
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no whole answer in time");
    }
    socket.setSoTimeout((int) Math.max(1, left));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is owed to a connection that is given up.
    }
  }
}
