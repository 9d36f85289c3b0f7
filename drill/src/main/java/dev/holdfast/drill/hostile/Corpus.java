package dev.holdfast.drill.hostile;

import dev.holdfast.drill.history.Kind;
import dev.holdfast.drill.load.Uuid7;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Makes the hostile requests, each time with fresh ids. Confined to one thread.
final class Corpus {
  private static final Set<Integer> TAKEN = Set.of(202);
  private static final Set<Integer> NEVER = Set.of(400);
  private static final Set<Integer> TOO_LARGE = Set.of(413);

  private static final int BOMB_MEGABYTES = 32;

  /// A few kilobytes that unpack into megabytes of blanks.
  private static final String BOMB = bomb();

  private final InstantSource clock;
  private final RandomGenerator random;
  private final String prefix;
  private int made;

  Corpus(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.prefix = "hostile-" + Long.toHexString(random.nextLong()) + "-";
  }

  List<Hostile> all() {
    List<Hostile> all = new ArrayList<>();
    all.addAll(brokenBodies());
    all.addAll(brokenItems());
    all.addAll(oddItems());
    all.addAll(tooMuch());
    all.addAll(wrongHeaders());
    all.addAll(brokenProtocol());
    return all;
  }

  /// Nothing of these can be read: a definite no, and nothing of it may ever be recorded.
  private List<Hostile> brokenBodies() {
    Piece inside = good(Kind.BAD);
    return List.of(
        Hostile.post("empty body", "", NEVER, List.of()),
        Hostile.post("not JSON", "hello", NEVER, List.of()),
        Hostile.post("an array", "[1,2,3]", NEVER, List.of()),
        Hostile.post("events missing", "{\"device\":null}", NEVER, List.of()),
        Hostile.post("events no array", "{\"events\":{\"id\":1}}", NEVER, List.of()),
        Hostile.post("JSON cut short", "{\"events\":[" + inside.raw(), NEVER, List.of(inside)),
        Hostile.post("deep outside", "[".repeat(10_000), NEVER, List.of()));
  }

  /// One bad item beside a good one: the bad one is rejected and kept, the good one acknowledged.
  private List<Hostile> brokenItems() {
    List<Hostile> requests = new ArrayList<>();
    requests.add(beside("item no object", Piece.nameless(standIn(), "\"text " + next() + "\"")));
    requests.add(beside("id missing", Piece.nameless(standIn(), json("", "\"type\":\"a\""))));
    requests.add(
        beside("id no UUID", Piece.nameless(standIn(), json("\"id\":\"x\",", "\"type\":\"a\""))));
    requests.add(
        beside("id a number", Piece.nameless(standIn(), json("\"id\":7,", "\"type\":\"a\""))));
    requests.add(beside("type missing", item("\"kind\":\"a\"")));
    requests.add(beside("type a number", item("\"type\":7")));
    requests.add(beside("type empty", item("\"type\":\"\"")));
    requests.add(beside("type with NUL", item("\"type\":\"a\\u0000b\"")));
    requests.add(beside("type too long", item("\"type\":\"" + "t".repeat(5_000) + "\"")));
    requests.add(beside("key twice", item("\"type\":\"a\",\"type\":\"b\"")));
    requests.add(beside("10,000 deep", item("\"type\":\"a\",\"x\":" + nested(10_000))));
    requests.add(
        beside("item of 70 KB", item("\"type\":\"a\",\"x\":\"" + "z".repeat(70_000) + "\"")));
    requests.add(beside("bytes that are no UTF-8", badUtf8()));
    return requests;
  }

  /// Strange, but each may be taken; whatever is said of it must then be true.
  private List<Hostile> oddItems() {
    List<Hostile> requests = new ArrayList<>();
    for (String odd :
        List.of(
            "\"type\":\"a\",\"at\":\"yesterday\"",
            "\"type\":\"a\",\"at\":\"9999-12-31T23:59:59.999999999Z\"",
            "\"type\":\"a\",\"at\":\"-4713-01-01T00:00:00Z\"",
            "\"type\":\"a\",\"seq\":-1",
            "\"type\":\"a\",\"seq\":99999999999999999999",
            "\"type\":\"a\",\"session\":\"none\"",
            "\"type\":\"a\",\"x\":1e999999",
            "\"type\":\"a\",\"x\":\"\\u0000 NUL\"",
            "\"type\":\"a\",\"x\":\"\\ud800 half a pair\"",
            "\"type\":\"\\ud800\"",
            "\"type\":\"' OR 1=1; DROP TABLE event; --\"")) {
      String id = id();
      Piece piece = Piece.of(id, "", Kind.ODD, json("\"id\":\"" + id + "\",", odd));
      requests.add(Hostile.post("odd: " + odd, events(piece), Set.of(202, 400), List.of(piece)));
    }
    Piece same = good(Kind.ODD);
    requests.add(Hostile.post("one item twice", events(same, same), Set.of(202), List.of(same)));
    return requests;
  }

  private List<Hostile> tooMuch() {
    Piece inside = good(Kind.BAD);
    String padded = "{\"pad\":\"" + "p".repeat(2 << 20) + "\",";
    String many = good(Kind.BAD).raw();
    return List.of(
        Hostile.post(
            "body of 2 MB", padded + events(inside).substring(1), TOO_LARGE, List.of(inside)),
        Hostile.post("600 items", manyItems(many), Set.of(400, 413), List.of()),
        Hostile.withHeader(
            "gzip bomb", "Content-Encoding: gzip", BOMB, Set.of(400, 413), List.of()),
        Hostile.withHeader(
            "broken gzip", "Content-Encoding: gzip", "\u001f\u008bnonsense", NEVER, List.of()));
  }

  private List<Hostile> wrongHeaders() {
    return List.of(
        refused("unknown key", "Authorization: Bearer pk_nobody", Set.of(401, 403)),
        refused("no key", "X-None: none\r\nAuthorization:", Set.of(401, 403)),
        refused("XML", "Content-Type: application/xml", Set.of(400, 415)),
        refused("unknown encoding", "Content-Encoding: zstd", Set.of(400, 415)));
  }

  private Hostile refused(String name, String header, Set<Integer> allowed) {
    Piece inside = good(Kind.BAD);
    return Hostile.withHeader(name, header, events(inside), allowed, List.of(inside));
  }

  private List<Hostile> brokenProtocol() {
    Piece inside = good(Kind.BAD);
    Hostile whole = Hostile.post("body cut short", events(inside), NEVER, List.of(inside));
    return List.of(
        whole.cutAfter(whole.bytes().length() - 1),
        Hostile.garbage("no HTTP", "hello\r\n\r\n"),
        Hostile.garbage("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"),
        Hostile.garbage("half a head", "POST /api/sync HTTP/1.1\r\nHost: loc"),
        Hostile.garbage("negative length", head("Content-Length: -5") + "x"),
        Hostile.garbage("length no number", head("Content-Length: many") + "x"),
        Hostile.garbage("bad chunk", head("Transfer-Encoding: chunked") + "zz\r\nhello\r\n"),
        Hostile.garbage("head of 100 KB", head("X-Long: " + "h".repeat(100_000))),
        Hostile.garbage("read what is written", "GET /api/sync HTTP/1.1\r\nHost: x\r\n\r\n"));
  }

  private Hostile beside(String name, Piece bad) {
    Piece good = good(Kind.GOOD);
    return Hostile.post(name, events(good, bad), TAKEN, List.of(good, bad));
  }

  private Piece good(Kind kind) {
    String id = id();
    String key = prefix + next();
    return Piece.of(
        id,
        key,
        kind,
        json("\"id\":\"" + id + "\",", "\"type\":\"a\",\"data\":{\"key\":\"" + key + "\"}"));
  }

  private Piece item(String rest) {
    String id = id();
    return Piece.of(id, "", Kind.BAD, json("\"id\":\"" + id + "\",", rest));
  }

  private Piece badUtf8() {
    String id = id();
    String raw =
        json("\"id\":\"" + id + "\",", "\"type\":\"a\",\"x\":\"\u00ff\u00fe\u00c0\u0080\"");
    return new Piece(id, true, "", Kind.BAD, raw);
  }

  /// Each differs from all others, so that it is known by its bytes.
  private String json(String id, String rest) {
    return "{" + id + rest + ",\"n\":\"" + prefix + next() + "\"}";
  }

  private static String events(Piece... pieces) {
    return List.of(pieces).stream()
        .map(Piece::raw)
        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
  }

  private static String manyItems(String raw) {
    return "{\"events\":[" + (raw + ",").repeat(599) + raw + "]}";
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String bomb() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int megabyte = 0; megabyte < BOMB_MEGABYTES; megabyte++) {
        gzip.write(blanks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toString(StandardCharsets.ISO_8859_1);
  }

  private static String head(String header) {
    return "POST /api/sync HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer pk_demo\r\n"
        + header
        + "\r\n\r\n";
  }

  private String id() {
    return Uuid7.next(clock.millis(), random).toString();
  }

  private String standIn() {
    return prefix + "nameless-" + next();
  }

  private int next() {
    return ++made;
  }
}
