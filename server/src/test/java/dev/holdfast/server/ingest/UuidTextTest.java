package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidTextTest {
  @Test
  void everyUuidIsReadBackInEitherCase() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 10_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());

      assertThat(parse(id.toString())).isEqualTo(id);
      assertThat(parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
    }
  }

  @Test
  void oneWrongCharacterAnywhereMakesItNone() {
    String good = "0193517c-b2f0-7a3e-9c4d-5e6f70819203";
    for (int i = 0; i < good.length(); i++) {
      for (char wrong : new char[] {'g', ' ', 'é', '٣', '\0', good.charAt(i) == '-' ? '0' : '-'}) {
        String bad = good.substring(0, i) + wrong + good.substring(i + 1);
        assertThat(parse(bad)).as(bad).isNull();
      }
    }
    assertThat(parse(good.substring(1))).isNull();
    assertThat(parse(good + "0")).isNull();
    assertThat(parse("{" + good + "}")).isNull();
  }

  private static UUID parse(String text) {
    return UuidText.parse((">" + text).toCharArray(), 1, text.length());
  }
}
