package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each limit at its edge and one beyond.
class LimitsTest {
  private static final int BODY = 1 << 20;
  private static final int ITEM = 64 << 10;

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aBodyOfOneMebibyteIsTakenAndOneByteMoreIsNot() {
    String body = Rig.batch(Rig.event(1));

    Answer full = rig.post(body + " ".repeat(BODY - body.length()));
    Answer over = rig.post(body + " ".repeat(BODY - body.length() + 1));

    assertThat(full.ack()).containsExactly(Rig.id(1));
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.code()).isEqualTo("body-too-large");
    assertThat(rig.journalled()).hasSize(1);
  }

  @Test
  void theBodyLimitHoldsWithoutAContentLength() {
    String body = Rig.batch(Rig.event(1));

    Answer full = rig.postChunked(body + " ".repeat(BODY - body.length()));
    Answer over = rig.postChunked(body + " ".repeat(BODY - body.length() + 1));

    assertThat(full.status()).isEqualTo(202);
    assertThat(over.status()).isEqualTo(413);
    assertThat(rig.ingest.counts().heldBytes()).isZero();
  }

  @Test
  void theBodyLimitCountsBytesAfterUnpacking() {
    String body = Rig.batch(Rig.event(1));
    String full = body + noise(BODY - body.length());
    String over = body + noise(BODY - body.length() + 1);

    assertThat(rig.post(gzip(full), "Content-Encoding", "gzip").ack()).containsExactly(Rig.id(1));
    Answer refused = rig.post(gzip(over), "Content-Encoding", "gzip");

    assertThat(refused.status()).isEqualTo(413);
    assertThat(rig.ingest.counts().heldBytes()).isZero();
  }

  @Test
  void aGzipBombIsRefusedBeforeItHasUnfolded() {
    byte[] bomb = gzip(" ".repeat(64 << 20));

    Answer answer = rig.post(bomb, "Content-Encoding", "gzip");

    assertThat(bomb.length).isLessThan(BODY / 10);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body-too-large");
  }

  @Test
  void aBodyThatIsTooDenseIsRefusedThoughItWouldFit() {
    byte[] dense = gzip(Rig.batch(Rig.event(1)) + " ".repeat(512 << 10));

    Answer answer = rig.post(dense, "Content-Encoding", "gzip");

    assertThat((512 << 10) / dense.length).isGreaterThan(200);
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void whatIsNotGzipIsMalformed() {
    byte[] packed = gzip(Rig.batch(Rig.event(1)));
    byte[] torn = Arrays.copyOf(packed, packed.length - 4);
    byte[] flipped = packed.clone();
    flipped[packed.length - 6] ^= 1;

    for (byte[] bad : new byte[][] {torn, flipped, "{}".getBytes(StandardCharsets.UTF_8), {}}) {
      Answer answer = rig.post(bad, "Content-Encoding", "gzip");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("not-gzip");
    }
    assertThat(rig.journalled()).isEmpty();
  }

  @Test
  void fiveHundredItemsAreTakenAndOneMoreRefusesTheBody() {
    String full = IntStream.range(0, 500).mapToObj(Rig::event).collect(Collectors.joining(","));

    assertThat(rig.post(Rig.batch(full)).ack()).hasSize(500);
    Answer over = rig.post(Rig.batch(full, Rig.event(500)));

    assertThat(over.status()).isEqualTo(413);
    assertThat(over.code()).isEqualTo("too-many-items");
    assertThat(rig.journalled()).hasSize(500);
  }

  @Test
  void anItemOf64KibibytesIsTakenAndOneByteMoreIsRejectedAndKept() {
    String head = "{\"id\":\"%s\",\"type\":\"a\",\"data\":\"".formatted(Rig.id(1));
    String full = head + "x".repeat(ITEM - head.length() - 2) + "\"}";
    String over = full.replace(Rig.id(1), Rig.id(2)).replace("\"}", "x\"}");

    Answer answer = rig.post(Rig.batch(full, over));

    assertThat(answer.ack()).containsExactly(Rig.id(1));
    assertThat(answer.rejectCodes()).containsExactly("too_large");
    assertThat(rig.journalled()).hasSize(2);
  }

  @Test
  void thirtyTwoLevelsAreTakenAndOneMoreIsRejected() {
    // The item is the first level, the arrays are the others.
    String full = nested(1, 31);
    String over = nested(2, 32);

    Answer answer = rig.post(Rig.batch(full, over));

    assertThat(answer.ack()).containsExactly(Rig.id(1));
    assertThat(answer.rejectCodes()).containsExactly("too_deep");
  }

  @Test
  void aTypeOf128CharactersIsTakenAndOneMoreIsRejected() {
    String typed = "{\"id\":\"%s\",\"type\":\"%s\"}";

    Answer answer =
        rig.post(
            Rig.batch(
                typed.formatted(Rig.id(1), "é".repeat(128)),
                typed.formatted(Rig.id(2), "é".repeat(129))));

    assertThat(answer.ack()).containsExactly(Rig.id(1));
    assertThat(answer.rejectCodes()).containsExactly("type_invalid");
  }

  @Test
  void longStringsNamesAndNumbersAreKept() {
    String event =
        "{\"id\":\"%s\",\"type\":\"a\",\"%s\":%s}"
            .formatted(Rig.id(1), "n".repeat(20_000), "7".repeat(30_000));

    assertThat(rig.post(Rig.batch(event)).ack()).containsExactly(Rig.id(1));
  }

  private static String nested(int n, int arrays) {
    return "{\"id\":\"%s\",\"type\":\"a\",\"data\":%s%s}"
        .formatted(Rig.id(n), "[".repeat(arrays), "]".repeat(arrays));
  }

  /// White space that packs badly.
  private static String noise(int length) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(" \n\t\r".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
