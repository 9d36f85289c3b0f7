package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void everySequenceOfUpToThreeBytesIsJudgedAsTheJdkJudgesIt() {
    for (int value = 0; value < 1 << 24; value += value < 1 << 16 ? 1 : 7) {
      byte[] bytes = {(byte) (value >> 16), (byte) (value >> 8), (byte) value};

      if (Utf8.firstMalformed(bytes, 0, 3) < 0 != isUtf8(bytes)) {
        fail("bytes %06x".formatted(value));
      }
    }
  }

  @Test
  void longMixedTextsAreJudgedAsTheJdkJudgesThem() {
    Random random = new Random(20_261_121);
    for (int round = 0; round < 20_000; round++) {
      String text = "aé€😀plain ascii runs, long enough for whole words at once";
      byte[] bytes = text.repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      assertThat(Utf8.firstMalformed(bytes, 0, bytes.length) < 0).isEqualTo(isUtf8(bytes));
    }
  }

  @Test
  void theFirstMalformedByteIsNamed() {
    byte[] bytes = "0123456789abcdef€".getBytes(StandardCharsets.UTF_8);
    bytes[17] = 'x';

    assertThat(Utf8.firstMalformed(bytes, 0, bytes.length)).isEqualTo(16);
    assertThat(Utf8.firstMalformed(bytes, 0, 16)).isEqualTo(-1);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
